using Microsoft.Extensions.Logging;

namespace LogActors;

internal sealed partial class LogFileWriter
{
    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Critical, "The writer of log file '{File}' failed in a way it should not; the batches at hand were not acknowledged and will come again.")]
        public static partial void LoopFailed(ILogger logger, Exception exception, string file);

        [LoggerMessage(2106, LogLevel.Error, "What the writer of log file '{File}' does beside its writing failed in a way it should not; it goes on without.")]
        public static partial void BesideFailed(ILogger logger, Exception exception, string file);
    }
}
