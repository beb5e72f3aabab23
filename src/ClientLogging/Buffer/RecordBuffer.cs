using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The records of one log file that wait to leave: a batch that fills, and full ones behind it.</summary>
/// <remarks>
/// Thread-safe. Its lock is held for the copy of one record; I/O happens elsewhere. The order of records in a log file is the order in which they pass here.
/// Every record is accounted for: <c>Accepted = settled as written + dropped + waiting</c>.
/// </remarks>
internal sealed class RecordBuffer : IDisposable
{
    // How soon a report of drops that found no room looks for it again: others make the room, and know nothing of the report.
    private static readonly TimeSpan ReportRetry = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly SettledWaiters _waiters = new();
    private readonly BatchPool _pool;
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly BatchQueue _batches;
    private Alarm _alarm = Alarm.AnyRecord;
    private bool _closed;
    private bool _hurry;
    private long _accepted;
    private long _settled;
    private long _written;

    public RecordBuffer(BatchPool pool, TimeProvider time, Action wake)
    {
        (_pool, _time, _wake) = (pool, time, wake);
        _batches = new BatchQueue(pool, Drops, time);
    }

    private enum Alarm
    {
        None,
        FullBatchAtLeisure,                                     // whoever is in a hurry waits as well
        FullBatch,
        KeptRecord,
        AnyRecord,                                              // a dropped one as well
    }

    public DropCounter Drops { get; } = new();

    /// <summary>Whether a record would certainly find no room now, so that it need not be encoded. Lock-free.</summary>
    public bool IsFull => _batches.IsFull;

    /// <summary>Copies one encoded record into the buffer, or counts it as dropped.</summary>
    /// <param name="site">The call site that <paramref name="record"/> names.</param>
    /// <param name="record">Kind and body of a record. Copied: the caller may reuse it on return.</param>
    /// <param name="level">The record's level.</param>
    /// <param name="maxWait">How long to wait for room; zero to drop at once.</param>
    /// <returns><see langword="false"/> if there was no room or the buffer is closed; the drop has then been counted under its reason.</returns>
    /// <remarks>Throws only for want of memory, and has then not counted the record; blocks only for <paramref name="maxWait"/>, and not beyond an interrupt of the thread.</remarks>
    public bool TryAdd(CallSite site, ReadOnlySpan<byte> record, LogLevel level, TimeSpan maxWait) =>
        TryAddOnce(site, record, level, last: maxWait <= TimeSpan.Zero) ?? WaitAndAdd(site, record, level, maxWait);

    /// <summary>Counts records that were dropped before they reached the buffer.</summary>
    public void CountDropped(DropReason reason, LogLevel level)
    {
        bool ring;
        lock (_gate)
        {
            _accepted++;
            Drops.Add(reason, (int)level, 1, _time.GetUtcNow().UtcTicks);
            ring = _alarm == Alarm.AnyRecord;                   // a report is due, though no record may follow for long
            _alarm = ring ? Alarm.None : _alarm;
        }

        if (ring)
        {
            _wake();
        }
    }

    /// <summary>Takes the next batch if it is due: a full one, or what there is once the interval since the last one has passed.</summary>
    /// <param name="sinceLast">The time since the last batch left.</param>
    /// <param name="flushInterval">How long records gather.</param>
    /// <param name="wait">How long until what there is becomes due; infinite if there is nothing. The buffer wakes the sender earlier if need be.</param>
    /// <returns><see langword="null"/> if none is due. Otherwise the caller owns the batch until <see cref="Settle"/>.</returns>
    public PendingBatch? TryTake(TimeSpan sinceLast, TimeSpan flushInterval, out TimeSpan wait)
    {
        lock (_gate)
        {
            wait = Timeout.InfiniteTimeSpan;
            _alarm = Alarm.None;
            _batches.WriteReport();
            if (_batches.TakeFull() is { } full)
            {
                return full;
            }

            if (!_batches.HasOpen)
            {
                _alarm = Drops.Pending > 0 ? Alarm.KeptRecord : Alarm.AnyRecord;
                wait = Drops.Pending > 0 ? ReportRetry : wait;
                return null;
            }

            if (sinceLast < flushInterval && !_hurry && !_closed)
            {
                wait = flushInterval - sinceLast;
                _alarm = Alarm.FullBatch;
                return null;
            }

            _hurry = false;
            return _batches.TakeOpen();
        }
    }

    /// <summary>Takes the next batch if it is full; while another one is on its way, what there is besides gathers. The buffer wakes the sender when there is a full one.</summary>
    /// <returns><see langword="null"/> if there is none. Otherwise the caller owns the batch until <see cref="Settle"/>.</returns>
    public PendingBatch? TryTakeFull()
    {
        lock (_gate)
        {
            PendingBatch? batch = _batches.TakeFull();
            _alarm = batch is null ? Alarm.FullBatchAtLeisure : Alarm.None;
            return batch;
        }
    }

    /// <summary>Ends a batch's life: its records are in the log file, or dropped for a reason.</summary>
    public void Settle(PendingBatch batch, DropReason? dropped)
    {
        lock (_gate)
        {
            for (int level = 0; level < batch.ByLevel.Length; level++)
            {
                if (dropped is { } reason)
                {
                    Drops.Add(reason, level, batch.ByLevel[level], _time.GetUtcNow().UtcTicks);
                }
                else
                {
                    _written += batch.ByLevel[level];
                }
            }

            _settled += batch.Records;
            _pool.Return(batch);                                // before anybody goes on who has waited
            _waiters.Complete(_settled);
        }
    }

    /// <summary>Completes when every record added so far has been settled.</summary>
    public Task WhenSettled()
    {
        Task reached;
        lock (_gate)
        {
            if (!_closed)
            {
                _batches.WriteReport();                         // afterwards nobody may be left to send it
            }

            if (_settled >= _batches.Added)
            {
                return Task.CompletedTask;
            }

            reached = _waiters.Add(_batches.Added);
            _hurry = true;
            _alarm = Alarm.None;
        }

        _wake();
        return reached;
    }

    /// <summary>Refuses further records; what is there can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _batches.Close();
        }

        _pool.Close();
        _wake();
    }

    /// <summary>A consistent reading of the counters.</summary>
    public (long Accepted, long Written, long Dropped) Counts()
    {
        lock (_gate)
        {
            return (_accepted, _written, Drops.Total);
        }
    }

    /// <summary>How many records of a level were dropped for a reason.</summary>
    public long Dropped(DropReason reason, LogLevel level)
    {
        lock (_gate)
        {
            return Drops.Count(reason, level);
        }
    }

    public void Dispose() => Close();

    private bool WaitAndAdd(CallSite site, ReadOnlySpan<byte> record, LogLevel level, TimeSpan maxWait)
    {
        long started = _time.GetTimestamp();
        bool interrupted = !_pool.WaitForRoom(maxWait);
        while (true)
        {
            TimeSpan left = interrupted ? TimeSpan.Zero : maxWait - _time.GetElapsedTime(started);
            if (TryAddOnce(site, record, level, last: left <= TimeSpan.Zero) is { } decided)
            {
                if (interrupted)
                {
                    Thread.CurrentThread.Interrupt();           // meant for the caller, who will see it at its own next wait
                }

                return decided;
            }

            interrupted = !_pool.WaitForRoom(left);
        }
    }

    /// <returns><see langword="null"/> if there is no room and this is not the last attempt.</returns>
    private bool? TryAddOnce(CallSite site, ReadOnlySpan<byte> record, LogLevel level, bool last)
    {
        bool? added = null;
        bool filled = false;
        bool ring;
        lock (_gate)
        {
            if (!_closed && _batches.TryAppend(site, record, level, ref filled))
            {
                added = true;
                _accepted++;
                _hurry |= level == LogLevel.Critical;
            }
            else if (_closed || last)
            {
                added = false;
                Drops.Add(_closed ? DropReason.Closed : DropReason.BufferFull, (int)level, 1, _time.GetUtcNow().UtcTicks);
                _accepted++;
            }

            ring = added switch
            {
                true => _alarm is Alarm.KeptRecord or Alarm.AnyRecord || (_hurry && _alarm > Alarm.FullBatchAtLeisure),
                false => _alarm == Alarm.AnyRecord,             // the report is due as soon as there is room
                null => false,
            } || (filled && _alarm != Alarm.None);
            _alarm = ring ? Alarm.None : _alarm;
        }

        if (ring)
        {
            _wake();
        }

        return added;
    }
}
