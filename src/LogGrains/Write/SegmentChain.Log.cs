using Microsoft.Extensions.Logging;

namespace LogActors;

internal sealed partial class SegmentChain
{
    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Segment {Path} is open for writing at byte {Tail}.")]
        public static partial void SegmentOpened(ILogger logger, string path, long tail);

        [LoggerMessage(2202, LogLevel.Warning, "The last writer of log file '{File}' did not close it; batches it had written without an answer may come again.")]
        public static partial void UncleanStop(ILogger logger, string file);

        [LoggerMessage(2203, LogLevel.Warning, "The state of log file '{File}' could not be saved; the next writer starts as after an unclean stop.")]
        public static partial void StateNotSaved(ILogger logger, Exception exception, string file);

        [LoggerMessage(2204, LogLevel.Warning, "Log file '{File}' has no link to its current segment: {Reason}.")]
        public static partial void NoLink(ILogger logger, string file, string reason);
    }
}
