using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

internal static partial class Records
{
    [LoggerMessage(1, LogLevel.Information, "{Tag} {Thread} {Number} is a record of the load client")]
    public static partial void Record(ILogger logger, string tag, int thread, int number);

    [LoggerMessage(2, LogLevel.Critical, "The load client fails")]
    public static partial void LastWords(ILogger logger);

    [LoggerMessage(3, LogLevel.Debug, "{Line}")]
    public static partial void Line(ILogger logger, string line);
}
