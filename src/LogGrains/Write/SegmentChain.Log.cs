using Microsoft.Extensions.Logging;

namespace LogActors;

internal sealed partial class SegmentChain
{
    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Segment {Path} is open for writing at byte {Tail}, writer epoch {Epoch}.")]
        public static partial void SegmentOpened(ILogger logger, string path, long tail, long epoch);

        [LoggerMessage(2202, LogLevel.Warning, "The last writer of log file '{File}' did not close it. Segment {Segment} is complete up to byte {Tail}; {Quarantined} bytes beyond, which nobody was told were written, are in quarantine.")]
        public static partial void Recovered(ILogger logger, string file, string segment, long tail, long quarantined);

        [LoggerMessage(2203, LogLevel.Warning, "Log file '{File}' could not be closed in order; the next writer recovers it.")]
        public static partial void NotClosed(ILogger logger, Exception exception, string file);

        [LoggerMessage(2204, LogLevel.Warning, "Log file '{File}' has no link to its current segment: {Reason}.")]
        public static partial void NoLink(ILogger logger, string file, string reason);

        [LoggerMessage(2205, LogLevel.Critical, "Log file '{File}' is damaged: {Damage}. Everything is left as it is, and a new segment is begun.")]
        public static partial void Corrupt(ILogger logger, string file, string damage);

        [LoggerMessage(2206, LogLevel.Error, "The system would not write or sync segment {Path}. Its last {Bytes} bytes have been written to {Next}, where the log file goes on.")]
        public static partial void SegmentLeft(ILogger logger, string path, string next, long bytes);

        [LoggerMessage(2207, LogLevel.Warning, "The end of segment {Segment}, which has been written again to the next one, could not be cut off; it is tried again.")]
        public static partial void EndNotCut(ILogger logger, Exception exception, string segment);

        [LoggerMessage(2209, LogLevel.Warning, "Log file '{File}' could not rename '{Path}' as its journal says; it is tried again, and written meanwhile.")]
        public static partial void NotNamed(ILogger logger, Exception exception, string file, string path);

        [LoggerMessage(2210, LogLevel.Warning, "Another program's file had the name of log file '{File}', {Name}; it has been renamed.")]
        public static partial void MovedAway(ILogger logger, string file, string name);

        [LoggerMessage(2212, LogLevel.Error, "The list of the closed segments of log file '{File}' is damaged: {Bytes} bytes of it cannot be read. The segments that stood there are never compressed or deleted.")]
        public static partial void CatalogDamaged(ILogger logger, string file, long bytes);

        [LoggerMessage(2213, LogLevel.Warning, "Log file '{File}': {Disturbance}")]
        public static partial void Disturbed(ILogger logger, string file, string disturbance);

        [LoggerMessage(2214, LogLevel.Warning, "It cannot be told whether segment {Path} is still in its place; it is written on.")]
        public static partial void NotLooked(ILogger logger, Exception exception, string path);

        [LoggerMessage(2211, LogLevel.Warning, "Segment {Segment} is closed, but that could not be noted: it is never compressed or deleted.")]
        public static partial void NotCataloged(ILogger logger, Exception exception, string segment);
    }
}
