using Microsoft.Extensions.Logging;

namespace LogActors;

internal sealed partial class BatchAdmitter
{
    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "A batch of producer {Producer} for log file '{File}' was refused, and further ones of that producer will be without a word: {Reason}")]
        public static partial void Refused(ILogger logger, Guid producer, string file, string reason);
    }
}
