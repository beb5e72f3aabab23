namespace LogActors;

/// <summary>Sends the batches of one log file in order, each until it has a receipt.</summary>
/// <remarks>
/// While one call is in flight, a full batch is sent after it, so that the silo always has something to do; the answers are looked at in order. Orleans gives no order between calls: a batch that has
/// overtaken the one before it is turned away, and sent again. After a failure nothing is sent until all calls have ended, and then one batch at a time, with the same sequences, so that the silo
/// recognises it (go-back-N). The loop runs from <see cref="Start"/> to <see cref="StopAsync"/>.
/// </remarks>
internal sealed class BatchSender : IDisposable
{
    private const int MaxCalls = 2;

    private readonly LogFileName _file;
    private readonly Guid _producer;
    private readonly ILogCluster _cluster;
    private readonly TimeProvider _time;
    private readonly ClientInstruments _instruments;
    private readonly Action _settingsChanged;
    private readonly SemaphoreSlim _awake = new(0);
    private readonly Queue<BatchCall> _calls = new(MaxCalls);
    private readonly RetrySchedule _retries = new(Random.Shared);
    private Task _loop = Task.CompletedTask;
    private volatile bool _stopping;
    private long _flushTicks;
    private long _lastStart;
    private long _settingsVersion;
    private readonly AcknowledgedPosition _position = new();

    public BatchSender(LogFileName file, ProducerIdentity producer, BatchPool pool, ILogCluster cluster, TimeSpan flushInterval, TimeProvider time, ClientInstruments instruments, Action settingsChanged)
    {
        _file = file;
        _producer = producer.Id;
        _cluster = cluster;
        _time = time;
        _instruments = instruments;
        _settingsChanged = settingsChanged;
        _flushTicks = flushInterval.Ticks;
        Buffer = new RecordBuffer(pool, time, () => _awake.Release());
        Watch = new DeliveryWatch(file, Waiting, time);
    }

    public RecordBuffer Buffer { get; }

    public DeliveryWatch Watch { get; }

    /// <summary>Records given up at the deadline after a call that had no answer: they may be in the log file all the same.</summary>
    public long Unanswered { get; private set; }

    /// <summary>How long records gather. A change applies to those that gather already.</summary>
    public TimeSpan FlushInterval
    {
        get => new(Interlocked.Read(ref _flushTicks));
        set
        {
            Interlocked.Exchange(ref _flushTicks, value.Ticks);
            _awake.Release();
        }
    }

    /// <summary>Starts the loop. After <paramref name="deadline"/> has been cancelled it delivers no more, and counts what is left as dropped.</summary>
    public void Start(CancellationToken deadline)
    {
        using (ExecutionContext.SuppressFlow())                 // or the first caller's activity would be every batch's
        {
            _loop = Task.Run(() => RunAsync(deadline), CancellationToken.None);
        }
    }

    /// <summary>Refuses further records, and completes when every one before has been delivered or counted as dropped.</summary>
    public async Task StopAsync()
    {
        Buffer.Close();                                         // first, so that whoever sees that it stops finds all that will ever be there
        _stopping = true;
        _awake.Release();
        await _loop.ConfigureAwait(false);
        Watch.Close();
    }

    /// <summary>Waits until everything that has been acknowledged before the call is on the disk.</summary>
    /// <exception cref="IOException">Something of it is gone.</exception>
    public Task WhenDurable(CancellationToken cancellationToken) => new DurableWait(_file, _producer, _position, _cluster, _time).RunAsync(cancellationToken);

    public void Dispose() => _awake.Dispose();

    private async Task RunAsync(CancellationToken deadline)
    {
        ITimer timer = _time.CreateTimer(_ => _awake.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            while (true)
            {
                bool last = _stopping;                          // read before the look into the buffer: what it holds is then final
                TimeSpan wait = Timeout.InfiniteTimeSpan;
                if (_calls.TryPeek(out BatchCall? oldest) && oldest.Receipt.IsCompleted)
                {
                    await SettleAsync(oldest, deadline).ConfigureAwait(false);
                }
                else if (TryTake(out wait) is { } batch)
                {
                    Begin(batch, deadline);
                }
                else if (last && oldest is null)
                {
                    return;
                }
                else
                {
                    if (oldest is null)
                    {
                        timer.Change(wait, Timeout.InfiniteTimeSpan);
                    }

                    await _awake.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    private PendingBatch? TryTake(out TimeSpan wait)
    {
        wait = Timeout.InfiniteTimeSpan;
        return _calls.Count == 0 ? Buffer.TryTake(_lastStart == 0 ? TimeSpan.MaxValue : _time.GetElapsedTime(_lastStart), FlushInterval, out wait)
            : _calls.Count < MaxCalls ? Buffer.TryTakeFull()
            : null;
    }

    private void Begin(PendingBatch batch, CancellationToken deadline)
    {
        _lastStart = _time.GetTimestamp();
        RecordFormat.Seal(batch.Bytes.AsSpan(0, batch.Length));
        BatchCall call = new(batch, _lastStart);
        if (_calls.Count == 0)
        {
            Watch.Begin();
        }

        if (!deadline.IsCancellationRequested)
        {
            call.IsAhead = _calls.Count > 0;
            call.Receipt = AttemptAsync(call, _calls.Sum(earlier => earlier.Batch.Records), deadline);

            // Only once the task has completed: an attempt that woke the loop itself might do so before the loop can see its end.
            _ = call.Receipt.ContinueWith(static (_, awake) => ((SemaphoreSlim)awake!).Release(), _awake, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        _calls.Enqueue(call);
    }

    // The oldest call, which has ended.
    private async Task SettleAsync(BatchCall call, CancellationToken deadline)
    {
        _retries.Reset();
        DropReason? dropped = await FinishAsync(call, deadline).ConfigureAwait(false);
        _calls.Dequeue();
        Buffer.Settle(call.Batch, dropped);
        if (_calls.Count > 0)
        {
            Watch.Begin();
        }
    }

    /// <returns><see langword="null"/> once the batch is in the log file; otherwise why it was given up.</returns>
    private async Task<DropReason?> FinishAsync(BatchCall call, CancellationToken deadline)
    {
        bool startedOver = false;
        while (true)
        {
            AppendReceipt receipt = await call.Receipt.ConfigureAwait(false);
            if (receipt.Outcome == AppendOutcome.Appended)
            {
                _position.Advance(call.Epoch, call.Batch.Records);
                Watch.Succeed();
                _instruments.Acknowledged(call.Batch.Length, _time.GetElapsedTime(call.Started));
                NoteSettings(receipt.SettingsVersion);
                return null;
            }

            await WhenQuietAsync().ConfigureAwait(false);
            switch (receipt.Outcome)
            {
                case AppendOutcome.Refused:
                    Watch.Refuse(call.Batch.ApplicationRecords, receipt.Detail);
                    _position.BeginEpoch();
                    return DropReason.Refused;
                case AppendOutcome.OutOfOrder or AppendOutcome.Fenced when call.IsAhead:
                    break;                                      // the one before it was missing then, and is not now
                case AppendOutcome.OutOfOrder or AppendOutcome.Fenced:
                    ClientEvents.Log.NewEpoch(_file.Value, receipt.Detail ?? "");
                    _position.BeginEpoch();
                    if (startedOver)
                    {
                        await WaitAsync(_retries.Next(receipt.RetryAfter), deadline).ConfigureAwait(false);
                    }

                    startedOver = true;
                    break;
                default:
                    if (!deadline.IsCancellationRequested)
                    {
                        await WaitAsync(_retries.Next(receipt.RetryAfter), deadline).ConfigureAwait(false);
                    }

                    break;
            }

            if (deadline.IsCancellationRequested)
            {
                Unanswered += call.Batch.Tainted ? call.Batch.ApplicationRecords : 0;
                return DropReason.ShutdownTimeout;
            }

            _instruments.Repeated(receipt.Outcome, call.IsAhead);
            call.IsAhead = false;
            call.Receipt = AttemptAsync(call, 0, deadline);
        }
    }

    // A batch that is sent again must not meet one that was sent after it.
    private async Task WhenQuietAsync()
    {
        foreach (BatchCall call in _calls)
        {
            await call.Receipt.ConfigureAwait(false);
        }
    }

    private async Task<AppendReceipt> AttemptAsync(BatchCall call, long recordsBefore, CancellationToken deadline)
    {
        PendingBatch batch = call.Batch;
        try
        {
            (int epoch, long next) = _position.Read();
            call.Epoch = epoch;
            RecordBatch sent = new(_producer, epoch, next + recordsBefore, batch.Records, batch.Payload) { IsAhead = call.IsAhead };
            AppendReceipt receipt = await _cluster.AppendAsync(_file, sent, deadline).ConfigureAwait(false);
            bool overtook = call.IsAhead && receipt.Outcome == AppendOutcome.OutOfOrder;
            if (receipt.Outcome is not (AppendOutcome.Appended or AppendOutcome.Refused) && !overtook)
            {
                Watch.Fail(receipt.Detail is null ? $"{receipt.Outcome}" : $"{receipt.Outcome}: {receipt.Detail}");
            }

            return receipt;
        }
        catch (Exception exception)
        {
            // Whatever was thrown, whether the batch was written is not known: it is sent again, and the silo recognises a repeat.
            // The runtime may still hold the bytes, so they are never used for another batch.
            batch.Tainted = true;
            if (!deadline.IsCancellationRequested)
            {
                ClientEvents.Log.AppendFailed(_file.Value, exception);
                Watch.Fail(exception.Message);
            }

            return new AppendReceipt { Outcome = AppendOutcome.Faulted };
        }
    }

    private void NoteSettings(long version)
    {
        if (version != _settingsVersion)
        {
            bool first = _settingsVersion == 0;
            _settingsVersion = version;
            if (!first)
            {
                _settingsChanged();
            }
        }
    }

    private long Waiting()
    {
        (long accepted, long written, long dropped) = Buffer.Counts();
        return accepted - written - dropped;
    }

    private async Task WaitAsync(TimeSpan delay, CancellationToken deadline) =>
        await Task.Delay(delay, _time, deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
