using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>The writer of one log file: takes batches from any thread, and works on them one group at a time.</summary>
/// <remarks>
/// <see cref="AppendAsync"/> only enqueues; a loop on the thread pool runs while there is work. What has gathered while a group was written is the next group, so
/// that one write serves many producers without anybody waiting for company. A large group is written on another thread, and the loop goes on. Thread-safe; what the loop does is <see cref="GroupCommit"/>'s.
/// </remarks>
internal sealed partial class LogFileWriter
{
    private static readonly TimeSpan RetryWhenBusy = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SyncInterval = TimeSpan.FromSeconds(1);
    private static readonly Duration TendInterval = Duration.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly LogFileName _name;
    private readonly LogFileSettings _settings;
    private readonly ILogger _logger;
    private readonly SiloInstruments _instruments;
    private readonly GroupCommit _commit;
    private readonly PendingBudget _budget;
    private readonly SegmentKeeper _keeper;
    private readonly ITimer _timer;
    private readonly ITimer _tendTimer;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingReceipt> _pending = [];
    private List<PendingReceipt> _taken = [];
    private long _lastUsed = Environment.TickCount64;
    private bool _running;
    private bool _woken;
    private bool _syncDue;
    private bool _timerRuns;
    private bool _tendTimerRuns;
    private bool _closing;

    public LogFileWriter(
        LogFileName name, LogRoot root, ILogStorage storage, LogFileSettings settings, ByteBudget total, TimeProvider time, ILogger logger, Limits? limits = null, SemaphoreSlim? keeperTurn = null,
        SiloInstruments? instruments = null)
    {
        _name = name;
        _settings = settings;
        _logger = logger;
        _instruments = instruments ?? SiloInstruments.None;
        _budget = new PendingBudget(name, total);
        ProducerLedger ledger = new();
        SegmentChain segments = new(name, root, storage, ledger, settings, time, logger, limits, _instruments);
        BatchAdmitter admitter = new(name, ledger, settings, time, logger);
        _keeper = new SegmentKeeper(name, Path.GetDirectoryName(root.StemOf(name))!, storage, settings, keeperTurn ?? new SemaphoreSlim(1), time, logger, _instruments);
        _commit = new GroupCommit(name, segments, admitter, time, logger, () => Wake(syncDue: false), work => Task.Run(() => RunBeside(work)), _instruments, limits);
        _timer = time.CreateTimer(_ => Wake(syncDue: true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _tendTimer = time.CreateTimer(_ => Tend(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Which log file it is of.</summary>
    public LogFileName Name => _name;

    /// <summary>When something was last asked of it, in <see cref="Environment.TickCount64"/>.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>Enqueues a batch, which the writer owns from then on.</summary>
    /// <returns>The receipt, once the records are in the file (or on the disk, where that is asked for), or it is certain that they will not be.</returns>
    public Task<AppendReceipt> AppendAsync(RecordBatch batch)
    {
        lock (_gate)
        {
            string? busy = _closing ? null : _budget.Take(batch.ProducerId, batch.HeldBytes);
            PendingAppend append = new(batch, _closing || busy is not null ? null : _budget, _instruments);
            if (_closing)
            {
                append.Complete(Later(AppendOutcome.ShuttingDown, "The log file is being closed."));
            }
            else if (busy is not null)
            {
                append.Complete(Later(AppendOutcome.Busy, busy));
            }
            else
            {
                Enqueue(append);
            }

            return append.Receipt;
        }
    }

    /// <summary>Waits until records that were written are on the disk.</summary>
    /// <param name="producerId">Whose records.</param>
    /// <param name="epoch">The producer's epoch.</param>
    /// <param name="sequence">The last sequence that it was told is written.</param>
    /// <returns><see cref="AppendOutcome.Appended"/> at level <see cref="AckLevel.Durable"/>; or <see cref="AppendOutcome.OutOfOrder"/> if the file does not have them.</returns>
    public Task<AppendReceipt> SyncAsync(Guid producerId, int epoch, long sequence)
    {
        PendingSync sync = new(producerId, epoch, sequence) { Level = AckLevel.Durable };
        EnqueueUnlessClosing(sync);
        return sync.Receipt;
    }

    /// <summary>Closes the present segment, if it has records.</summary>
    /// <returns>What was closed; everything that was acknowledged before the call is in it, or in an earlier one.</returns>
    public async Task<RollReceipt> RollAsync()
    {
        PendingRoll roll = new();
        EnqueueUnlessClosing(roll);
        AppendReceipt receipt = await roll.Receipt;
        return new RollReceipt { Closed = roll.Closed, Error = receipt.Detail };
    }

    /// <summary>Does what is due although there is nothing to write: a roll, and a pass over the closed segments.</summary>
    /// <param name="numbers">Closed segments that are to be deleted, whatever the limits of the log file are.</param>
    /// <returns>When it is done, or cannot be done now, which is logged.</returns>
    public async Task TendAsync(IReadOnlyCollection<long> numbers)
    {
        PendingTend tend = new(numbers);
        EnqueueUnlessClosing(tend);
        await tend.Receipt;
        await tend.Pass;
    }

    /// <summary>Refuses further batches, writes and syncs what is there, notes that the stop was orderly, and closes the file.</summary>
    public async Task CloseAsync()
    {
        await _keeper.StopAsync();
        lock (_gate)
        {
            _closing = true;
            StartLoop();
        }

        await _closed.Task;
        await _timer.DisposeAsync();
        await _tendTimer.DisposeAsync();
    }

    private void EnqueueUnlessClosing(PendingReceipt receipt)
    {
        lock (_gate)
        {
            if (_closing)
            {
                receipt.Complete(Later(AppendOutcome.ShuttingDown, "The log file is being closed."));
            }
            else
            {
                Enqueue(receipt);
            }
        }
    }

    private void Enqueue(PendingReceipt receipt)
    {
        _pending.Add(receipt);
        Volatile.Write(ref _lastUsed, Environment.TickCount64);
        StartLoop();
    }

    private void Wake(bool syncDue)
    {
        lock (_gate)
        {
            _woken = true;
            _syncDue |= syncDue;
            _timerRuns &= !syncDue;
            StartLoop();
        }
    }

    private void Tend()
    {
        lock (_gate)
        {
            _tendTimerRuns = false;
        }

        Wake(syncDue: false);
    }

    private void StartLoop()
    {
        if (!_running)
        {
            _running = true;
            _ = Task.Run(Run);
        }
    }

    // An answer that does not look at the ledger, which belongs to the loop.
    private AppendReceipt Later(AppendOutcome outcome, string detail) => new()
    {
        Outcome = outcome,
        LastSequence = -1,
        WriterEpoch = _commit.WriterEpoch,
        SettingsVersion = _settings.Version,
        RetryAfter = RetryWhenBusy,
        Detail = detail,
    };

    private void Run()
    {
        while (Take(out bool syncDue, out bool close))
        {
            if (close)
            {
                Close();
                return;                                         // still marked as running, so that nothing starts it again
            }

            try
            {
                _commit.Work(_taken, syncDue);
            }
            catch (Exception exception)
            {
                Log.LoopFailed(_logger, exception, _name.Value);
                _commit.FailAll(_taken, exception);
            }

            _taken.Clear();
            _commit.Keep(_keeper);
            KeepTime();
        }
    }

    private void RunBeside(Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Log.BesideFailed(_logger, exception, _name.Value);
        }

        Wake(syncDue: false);
    }

    private void Close()
    {
        try
        {
            _commit.Close();
        }
        catch (Exception exception)
        {
            Log.LoopFailed(_logger, exception, _name.Value);
        }

        _closed.TrySetResult();
    }

    private bool Take(out bool syncDue, out bool close)
    {
        lock (_gate)
        {
            (_taken, _pending) = (_pending, _taken);
            close = _closing && _taken.Count == 0;
            syncDue = _syncDue;
            _running = _taken.Count > 0 || _woken || close;
            (_woken, _syncDue) = (false, false);
            return _running;
        }
    }

    private void KeepTime()
    {
        lock (_gate)
        {
            if (_commit.IsUnfinished && !_timerRuns && !_closing)
            {
                _timerRuns = true;
                _timer.Change(SyncInterval, Timeout.InfiniteTimeSpan);
            }

            if (!_tendTimerRuns && !_closing)
            {
                _tendTimerRuns = true;
                _tendTimer.Change(Duration.Max(Duration.Zero, Duration.Min(TendInterval, _commit.UntilRoll)).ToTimeSpan(), Timeout.InfiniteTimeSpan);
            }
        }
    }
}
