using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The writer of one log file: renders batches, writes them in groups, and only then answers.</summary>
/// <remarks>
/// <see cref="AppendAsync"/> only enqueues; a loop on the thread pool runs while there is work. What has gathered while a group was written is the next group, so
/// that one write serves many producers without anybody waiting for company. <see cref="AppendAsync"/> and <see cref="CloseAsync"/> are thread-safe; the rest belongs to the loop.
/// </remarks>
internal sealed partial class LogFileWriter
{
    private const int MaxPendingBytes = 32 * 1024 * 1024;
    private const int MaxGroupBytes = 1024 * 1024;
    private static readonly TimeSpan RetryWhenBusy = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetryWhenFaulted = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly LogFileName _name;
    private readonly SegmentChain _segments;
    private readonly BatchAdmitter _admitter;
    private readonly LogFileSettings _settings;
    private readonly ILogger _logger;
    private readonly List<PendingAppend> _staged = [];
    private List<PendingAppend> _pending = [];
    private List<PendingAppend> _taken = [];
    private long _pendingBytes;
    private bool _closing;
    private Task _loop = Task.CompletedTask;
    private bool _running;
    private long _writerEpoch;
    private string? _lastFault;

    public LogFileWriter(LogFileName name, LogRoot root, ILogStorage storage, LogFileSettings settings, TimeProvider time, ILogger logger)
    {
        _name = name;
        _settings = settings;
        _logger = logger;
        ProducerLedger ledger = new();
        _segments = new SegmentChain(name, root, storage, ledger, time, logger);
        _admitter = new BatchAdmitter(name, ledger, settings, logger);
    }

    /// <summary>Enqueues a batch, which the writer owns from then on.</summary>
    /// <returns>The receipt, once the records are in the file or it is certain that they will not be.</returns>
    public Task<AppendReceipt> AppendAsync(RecordBatch batch)
    {
        PendingAppend append = new(batch);
        lock (_gate)
        {
            if (_closing)
            {
                append.Complete(Later(AppendOutcome.ShuttingDown, "The log file is being closed."));
            }
            else if (_pendingBytes > 0 && _pendingBytes + append.Bytes > MaxPendingBytes)
            {
                append.Complete(Later(AppendOutcome.Busy, $"{_pendingBytes} bytes are waiting for log file '{_name}'."));
            }
            else
            {
                _pending.Add(append);
                _pendingBytes += append.Bytes;
                if (!_running)
                {
                    _running = true;
                    _loop = Task.Run(Run);
                }
            }
        }

        return append.Receipt;
    }

    /// <summary>Refuses further batches, writes what is there, notes how far each producer has come and closes the file.</summary>
    public async Task CloseAsync()
    {
        Task loop;
        lock (_gate)
        {
            _closing = true;
            loop = _loop;
        }

        await loop;
        await Task.Run(() => _segments.Close());
    }

    // An answer that does not look at the ledger, which belongs to the loop.
    private AppendReceipt Later(AppendOutcome outcome, string detail) => new()
    {
        Outcome = outcome,
        LastSequence = -1,
        WriterEpoch = Volatile.Read(ref _writerEpoch),
        SettingsVersion = _settings.Version,
        RetryAfter = RetryWhenBusy,
        Detail = detail,
    };

    private void Run()
    {
        while (Take())
        {
            try
            {
                WriteAll(_taken);
            }
            catch (Exception exception)
            {
                Log.LoopFailed(_logger, exception, _name.Value);
                FailStaged(exception);
                foreach (PendingAppend append in _taken)
                {
                    append.Complete(Fault(append, exception));  // those with an answer keep it
                }
            }

            _taken.Clear();
        }
    }

    private bool Take()
    {
        lock (_gate)
        {
            (_taken, _pending) = (_pending, _taken);
            _pendingBytes = 0;
            _running = _taken.Count > 0;
            return _running;
        }
    }

    private void WriteAll(List<PendingAppend> appends)
    {
        foreach (PendingAppend append in appends)
        {
            if (TryOpen(append))
            {
                _admitter.Stage(append, _staged);
            }

            if (_admitter.Lines.Length >= MaxGroupBytes)
            {
                WriteStaged();
            }
        }

        WriteStaged();
    }

    private bool TryOpen(PendingAppend append)
    {
        try
        {
            _segments.OpenFirst();
            _admitter.WriterEpoch = _segments.Epoch;
            Volatile.Write(ref _writerEpoch, _segments.Epoch);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            append.Complete(Fault(append, exception));
            return false;
        }
    }

    // Answers go out only after the write: also those of repeats, whose first attempt may be in this very group.
    private void WriteStaged()
    {
        if (_staged.Count == 0)
        {
            return;
        }

        try
        {
            if (_admitter.Lines.Length > 0)
            {
                _segments.Append(_admitter.Lines.Written);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            FailStaged(exception);
            return;
        }

        _lastFault = null;
        foreach (PendingAppend append in _staged)
        {
            append.Complete(_admitter.Appended(append.Batch));
        }

        _staged.Clear();
        _admitter.Lines.Clear();
    }

    private void FailStaged(Exception exception)
    {
        _admitter.Undo(_staged);
        foreach (PendingAppend append in _staged)
        {
            append.Complete(Fault(append, exception));
        }

        _staged.Clear();
        _admitter.Lines.Clear();
    }

    private AppendReceipt Fault(PendingAppend append, Exception exception)
    {
        bool full = exception is IOException io && DiskErrors.IsFull(io);
        if (_lastFault != exception.Message)
        {
            _lastFault = exception.Message;                     // said once, not with every attempt to write again
            Log.WriteFailed(_logger, exception, _name.Value);
        }

        return new AppendReceipt
        {
            Outcome = full ? AppendOutcome.DiskFull : AppendOutcome.Faulted,
            LastSequence = _admitter.LastSequence(append.Batch),
            WriterEpoch = _segments.Epoch,
            SettingsVersion = _settings.Version,
            RetryAfter = RetryWhenFaulted,
            Detail = exception.Message,
        };
    }
}
