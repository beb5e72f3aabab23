using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Makes the writers of log files with everything they share. Thread-safe.</summary>
internal sealed class LogFileWriters(LogRoot root, ILogStorage storage, LogFileSettings settings, TimeProvider time, ILoggerFactory loggers)
{
    private const long MaxPendingBytes = 256 * 1024 * 1024;

    private readonly ByteBudget _total = new(MaxPendingBytes);
    private readonly ILogger _logger = loggers.CreateLogger<LogFileWriter>();

    public LogFileWriter Open(LogFileName name) => new(name, root, storage, settings, _total, time, _logger);
}
