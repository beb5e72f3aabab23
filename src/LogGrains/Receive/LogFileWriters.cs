using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Makes the writers of log files with everything they share, and keeps their number within bounds. Thread-safe.</summary>
internal sealed class LogFileWriters(LogRoot root, ILogStorage storage, LogFileSettings settings, TimeProvider time, ILoggerFactory loggers, int maxOpen)
{
    private const long MaxPendingBytes = 128 * 1024 * 1024;

    private readonly ILogger _logger = loggers.CreateLogger<LogFileWriter>();
    private readonly ByteBudget _total = new(MaxPendingBytes);
    private readonly SemaphoreSlim _keeperTurn = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<LogFileWriter, Action> _open = [];

    /// <summary>Makes the writer of a log file.</summary>
    /// <param name="name">The log file.</param>
    /// <param name="leave">Called, on any thread, when the writer should be closed in favour of others.</param>
    public LogFileWriter Open(LogFileName name, Action leave)
    {
        LogFileWriter writer = new(name, root, storage, settings, _total, time, _logger, keeperTurn: _keeperTurn);
        Action? other = null;
        lock (_gate)
        {
            if (_open.Count >= maxOpen && _open.Keys.MinBy(open => open.LastUsed) is { } idlest)
            {
                _open.Remove(idlest, out other);
            }

            _open.Add(writer, leave);
        }

        other?.Invoke();
        return writer;
    }

    /// <summary>Closes a writer.</summary>
    public async Task CloseAsync(LogFileWriter writer)
    {
        lock (_gate)
        {
            _open.Remove(writer);
        }

        await writer.CloseAsync();
    }
}
