using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Makes the writers of log files with everything they share, and keeps their number within bounds. Thread-safe.</summary>
internal sealed class LogFileWriters(LogRoot root, ILogStorage storage, LogFileSettings settings, TimeProvider time, ILoggerFactory loggers, int maxOpen, SiloInstruments? instruments = null)
{
    private const long MaxPendingBytes = 128 * 1024 * 1024;

    private readonly ILogger _logger = loggers.CreateLogger<LogFileWriter>();
    private readonly ByteBudget _total = new(MaxPendingBytes);
    private readonly SemaphoreSlim _keeperTurn = new(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<LogFileWriter, Action> _open = [];
    private LogFileWriter? _tended;

    /// <summary>How many log files are open, those included that are open only to be tended.</summary>
    public int OpenCount
    {
        get
        {
            lock (_gate)
            {
                return _open.Count + (_tended is null ? 0 : 1);
            }
        }
    }

    /// <summary>How many bytes of batches have no receipt yet.</summary>
    public long PendingBytes => _total.Used;

    /// <summary>Makes the writer of a log file, or takes over the one that is open to tend it.</summary>
    /// <param name="name">The log file.</param>
    /// <param name="leave">Called, on any thread, when the writer should be closed in favour of others.</param>
    public LogFileWriter Open(LogFileName name, Action leave)
    {
        LogFileWriter writer;
        Action? other = null;
        lock (_gate)
        {
            writer = _tended?.Name == name ? _tended : Create(name);
            _tended = writer == _tended ? null : _tended;
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

    /// <summary>The log files that are open, and see to themselves.</summary>
    public HashSet<LogFileName> OpenNames()
    {
        lock (_gate)
        {
            return [.. _open.Keys.Select(writer => writer.Name)];
        }
    }

    /// <summary>Has a log file do what is due although there is nothing to write, and opens it for that if it is not open. One call at a time.</summary>
    /// <param name="name">The log file.</param>
    /// <param name="numbers">Closed segments that are to be deleted, whatever the limits of the log file are.</param>
    /// <param name="cancellation">Ends the work early; what has begun is left whole.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task TendAsync(LogFileName name, IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        LogFileWriter writer;
        lock (_gate)
        {
            writer = _open.Keys.FirstOrDefault(open => open.Name == name) ?? (_tended = Create(name));
        }

        try
        {
            await writer.TendAsync(numbers).WaitAsync(cancellation);
        }
        finally
        {
            await CloseUnlessTakenAsync(writer);
        }
    }

    private LogFileWriter Create(LogFileName name) => new(name, root, storage, settings, _total, time, _logger, keeperTurn: _keeperTurn, instruments: instruments);

    private async Task CloseUnlessTakenAsync(LogFileWriter writer)
    {
        lock (_gate)
        {
            if (writer != _tended)
            {
                return;
            }

            _tended = null;
        }

        await writer.CloseAsync();
    }
}
