namespace LogActors;

/// <summary>Sends the batches of one log file, one at a time, each until it has a receipt.</summary>
/// <remarks>
/// One call in flight at any time: Orleans gives no order between calls. A batch that failed is sent again with the same sequences, so that the silo
/// recognises it. The loop runs from <see cref="Start"/> to <see cref="StopAsync"/>.
/// </remarks>
internal sealed class BatchSender : IDisposable
{
    private readonly LogFileName _file;
    private readonly Guid _producer;
    private readonly ILogCluster _cluster;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _awake = new(0);
    private readonly RetrySchedule _retries = new(Random.Shared);
    private Task _loop = Task.CompletedTask;
    private volatile bool _stopping;
    private long _flushTicks;
    private readonly AcknowledgedPosition _position = new();

    public BatchSender(LogFileName file, ProducerIdentity producer, BatchPool pool, ILogCluster cluster, TimeSpan flushInterval, TimeProvider time)
    {
        _file = file;
        _producer = producer.Id;
        _cluster = cluster;
        _time = time;
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
    public async Task WhenDurable(CancellationToken cancellationToken)
    {
        RetrySchedule retries = new(Random.Shared);
        while (true)
        {
            (int epoch, long next) = _position.Read();
            AppendReceipt receipt = await TrySyncAsync(epoch, next - 1, cancellationToken).ConfigureAwait(false);
            switch (receipt.Outcome)
            {
                case AppendOutcome.Appended:
                    return;
                case AppendOutcome.OutOfOrder when _position.Read().Epoch == epoch:
                    throw new IOException($"Records of log file '{_file}' that were acknowledged as written are gone: the silo has {receipt.LastSequence + 1} of {next}.");
                default:
                    await Task.Delay(retries.Next(receipt.RetryAfter), _time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    public void Dispose() => _awake.Dispose();

    private async Task RunAsync(CancellationToken deadline)
    {
        ITimer timer = _time.CreateTimer(_ => _awake.Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            long lastStart = 0;
            while (true)
            {
                bool last = _stopping;                          // read before the look into the buffer: what it holds is then final
                TimeSpan sinceLast = lastStart == 0 ? TimeSpan.MaxValue : _time.GetElapsedTime(lastStart);
                if (Buffer.TryTake(sinceLast, FlushInterval, out TimeSpan wait) is { } batch)
                {
                    lastStart = _time.GetTimestamp();
                    DropReason? dropped = await DeliverAsync(batch, deadline).ConfigureAwait(false);
                    Buffer.Settle(batch, dropped);
                }
                else if (last)
                {
                    return;
                }
                else
                {
                    timer.Change(wait, Timeout.InfiniteTimeSpan);
                    await _awake.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                }
            }
        }
    }

    /// <returns><see langword="null"/> once the batch is in the log file; otherwise why it was given up.</returns>
    private async Task<DropReason?> DeliverAsync(PendingBatch batch, CancellationToken deadline)
    {
        RecordFormat.Seal(batch.Bytes.AsSpan(0, batch.Length));
        _retries.Reset();
        Watch.Begin();
        bool startedOver = false;
        while (!deadline.IsCancellationRequested)
        {
            AppendReceipt receipt = await AttemptAsync(batch, deadline).ConfigureAwait(false);
            switch (receipt.Outcome)
            {
                case AppendOutcome.Appended:
                    _position.Advance(batch.Records);
                    Watch.Succeed();
                    return null;
                case AppendOutcome.Refused:
                    Watch.Refuse(batch.ApplicationRecords, receipt.Detail);
                    _position.BeginEpoch();
                    return DropReason.Refused;
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
                    await WaitAsync(_retries.Next(receipt.RetryAfter), deadline).ConfigureAwait(false);
                    break;
            }
        }

        Unanswered += batch.Tainted ? batch.ApplicationRecords : 0;
        return DropReason.ShutdownTimeout;
    }

    private async Task<AppendReceipt> AttemptAsync(PendingBatch batch, CancellationToken deadline)
    {
        try
        {
            (int epoch, long next) = _position.Read();
            RecordBatch call = new(_producer, epoch, next, batch.Records, batch.Payload);
            AppendReceipt receipt = await _cluster.AppendAsync(_file, call, deadline).ConfigureAwait(false);
            if (receipt.Outcome is not (AppendOutcome.Appended or AppendOutcome.Refused))
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

    private async Task<AppendReceipt> TrySyncAsync(int epoch, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            return await _cluster.SyncAsync(_file, _producer, epoch, sequence, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ClientEvents.Log.AppendFailed(_file.Value, exception);
            return new AppendReceipt { Outcome = AppendOutcome.Faulted };
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
