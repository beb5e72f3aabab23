using Microsoft.Extensions.Logging;

namespace LogActors;

internal sealed partial class GroupCommit
{
    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "Log file '{File}' cannot be written; its producers keep their records and try again.")]
        public static partial void WriteFailed(ILogger logger, Exception exception, string file);

        [LoggerMessage(2103, LogLevel.Error, "Log file '{File}' could not be synced. What was written since the last sync is written again, to a new segment.")]
        public static partial void SyncFailed(ILogger logger, Exception exception, string file);

        [LoggerMessage(2104, LogLevel.Error, "Log file '{File}' could not go on in its next segment or journal; it goes on in the present one, and tries again.")]
        public static partial void NotChanged(ILogger logger, Exception exception, string file);
    }
}
