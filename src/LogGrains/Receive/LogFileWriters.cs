using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Makes the writers of log files with everything they share. Thread-safe.</summary>
internal sealed class LogFileWriters(LogRoot root, ILogStorage storage, LogFileSettings settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<LogFileWriter>();

    public LogFileWriter Open(LogFileName name) => new(name, root, storage, settings, time, _logger);
}
