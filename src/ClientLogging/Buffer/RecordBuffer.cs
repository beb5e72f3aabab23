using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The records of one log file that wait to leave: a batch that fills, and full ones behind it.</summary>
/// <remarks>
/// Thread-safe. Its lock is held for the copy of one record; I/O happens elsewhere. The order of records in a log file is the order in which they pass here.
/// Every record is accounted for: <c>Accepted = settled as written + dropped + waiting</c>.
/// </remarks>
internal sealed class RecordBuffer(BatchPool pool, TimeProvider time, Action wake) : IDisposable
{
    // How soon a report of drops that found no room looks for it again: others make the room, and know nothing of the report.
    private static readonly TimeSpan ReportRetry = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Queue<PendingBatch> _full = new();
    private readonly DropReportEncoder _reports = new();
    private readonly SettledWaiters _waiters = new();
    private PendingBatch? _open;
    private int _step;                                          // how large the next batch is: grows with each that was filled, shrinks with each that stayed small
    private Alarm _alarm = Alarm.AnyRecord;
    private bool _closed;
    private bool _hurry;
    private long _accepted;
    private long _added;
    private long _settled;
    private long _written;
    private long _fullAt = -1;

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
    public bool IsFull => Volatile.Read(ref _fullAt) == pool.Version;

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
            Drops.Add(reason, (int)level, 1, time.GetUtcNow().UtcTicks);
            ring = _alarm == Alarm.AnyRecord;                   // a report is due, though no record may follow for long
            _alarm = ring ? Alarm.None : _alarm;
        }

        if (ring)
        {
            wake();
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
            Volatile.Write(ref _fullAt, -1);
            WriteReport();
            if (_full.TryDequeue(out PendingBatch? batch))
            {
                return batch;
            }

            if (_open is null)
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
            batch = _open;
            _step -= _step > 0 && batch.Length < batch.Bytes.Length / 8 ? 1 : 0;
            _open = null;
            return batch;
        }
    }

    /// <summary>Takes the next batch if it is full; while another one is on its way, what there is besides gathers. The buffer wakes the sender when there is a full one.</summary>
    /// <returns><see langword="null"/> if there is none. Otherwise the caller owns the batch until <see cref="Settle"/>.</returns>
    public PendingBatch? TryTakeFull()
    {
        lock (_gate)
        {
            Volatile.Write(ref _fullAt, -1);
            bool found = _full.TryDequeue(out PendingBatch? batch);
            _alarm = found ? Alarm.None : Alarm.FullBatchAtLeisure;
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
                    Drops.Add(reason, level, batch.ByLevel[level], time.GetUtcNow().UtcTicks);
                }
                else
                {
                    _written += batch.ByLevel[level];
                }
            }

            _settled += batch.Records;
            _waiters.Complete(_settled);
        }

        pool.Return(batch);
    }

    /// <summary>Completes when every record added so far has been settled.</summary>
    public Task WhenSettled()
    {
        Task reached;
        lock (_gate)
        {
            if (!_closed)
            {
                WriteReport();                                  // afterwards nobody may be left to send it
            }

            if (_settled >= _added)
            {
                return Task.CompletedTask;
            }

            reached = _waiters.Add(_added);
            _hurry = true;
            _alarm = Alarm.None;
        }

        wake();
        return reached;
    }

    /// <summary>Refuses further records; what is there can still be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Volatile.Write(ref _fullAt, -1);                    // records are dropped for another reason from now on
        }

        pool.Close();
        wake();
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
        long started = time.GetTimestamp();
        bool interrupted = !pool.WaitForRoom(maxWait);
        while (true)
        {
            TimeSpan left = interrupted ? TimeSpan.Zero : maxWait - time.GetElapsedTime(started);
            if (TryAddOnce(site, record, level, last: left <= TimeSpan.Zero) is { } decided)
            {
                if (interrupted)
                {
                    Thread.CurrentThread.Interrupt();           // meant for the caller, who will see it at its own next wait
                }

                return decided;
            }

            interrupted = !pool.WaitForRoom(left);
        }
    }

    /// <returns><see langword="null"/> if there is no room and this is not the last attempt.</returns>
    private bool? TryAddOnce(CallSite site, ReadOnlySpan<byte> record, LogLevel level, bool last)
    {
        bool? added = null;
        bool ring = false;
        lock (_gate)
        {
            if (!_closed && TryAppend(site, record, level, ref ring))
            {
                added = true;
                _accepted++;
                _hurry |= level == LogLevel.Critical;
                ring |= _hurry && _alarm > Alarm.FullBatchAtLeisure;
            }
            else if (_closed || last)
            {
                added = false;
                Drops.Add(_closed ? DropReason.Closed : DropReason.BufferFull, (int)level, 1, time.GetUtcNow().UtcTicks);
                _accepted++;
                ring |= _alarm == Alarm.AnyRecord;              // the report is due as soon as there is room
            }

            _alarm = ring ? Alarm.None : _alarm;
        }

        if (ring)
        {
            wake();
        }

        return added;
    }

    private bool TryAppend(CallSite site, ReadOnlySpan<byte> record, LogLevel level, ref bool ring)
    {
        int report = Drops.Pending > 0 ? DropReportEncoder.MaxBytes : 0;
        int entry = RecordFormat.VarintBytes((uint)record.Length) + record.Length;
        bool defined = _open is not null && site.DefinedIn == _open.Id;
        if (_open is null || _open.Free < report + entry + (defined ? 0 : site.Shape.Definition.Length))
        {
            if (!Renew(report + entry + site.Shape.Definition.Length, ref ring))
            {
                return false;
            }

            defined = false;
        }

        WriteReport();
        _open!.Append(defined ? default : site.Shape.Definition, record);
        site.DefinedIn = site.Shape.Id == 0 ? 0 : _open.Id;
        _open.ByLevel[(int)level]++;
        _added++;
        ring |= _alarm is Alarm.KeptRecord or Alarm.AnyRecord;
        return true;
    }

    private bool Renew(int neededBytes, ref bool ring)
    {
        if (_open is not null)
        {
            _full.Enqueue(_open);
            _open = null;
            _step = Math.Min(_step + 1, BatchPool.LastStep);
            ring |= _alarm != Alarm.None;
        }

        // Whoever has nothing waiting is content with what room the others leave; for a busy log file that would only make more calls of the same bytes.
        long version = pool.Version;
        _open = pool.TryRent(neededBytes, _step, orSmaller: _full.Count == 0);
        Volatile.Write(ref _fullAt, _open is null && !_closed && pool.FitsSmallest(neededBytes) ? version : -1);
        return _open is not null;
    }

    // The report stands before the next record that is kept: exactly where the dropped ones are missing.
    private void WriteReport()
    {
        if (Drops.Pending == 0 || (_open is null || _open.Free < DropReportEncoder.MaxBytes) && !ReportFits())
        {
            return;
        }

        CallSite site = _reports.Encode(Drops.TakeReport(), time.GetUtcNow().UtcTicks, out ReadOnlySpan<byte> record);
        _open!.Append(site.Shape.Definition, record);
        _added++;
    }

    private bool ReportFits()
    {
        bool ring = false;
        return Renew(DropReportEncoder.MaxBytes, ref ring);
    }
}
