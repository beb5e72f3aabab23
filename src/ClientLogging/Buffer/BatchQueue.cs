using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The batches of one log file that wait to leave: one that fills, and full ones in front of it.</summary>
/// <remarks>Guarded by its buffer's lock, but for <see cref="IsFull"/>.</remarks>
internal sealed class BatchQueue(BatchPool pool, DropCounter drops, TimeProvider time)
{
    private const long NotFull = -1;

    private readonly Queue<PendingBatch> _full = new();
    private readonly DropReportEncoder _reports = new();
    private PendingBatch? _open;
    private int _step;                                          // how large the next batch is: grows with each that was filled, shrinks with each that stayed small
    private long _fullAt = NotFull;                             // the pool's version when there was no room
    private bool _closed;

    /// <summary>How many records have been appended, reports included.</summary>
    public long Added { get; private set; }

    /// <summary>Whether there is a batch that fills.</summary>
    public bool HasOpen => _open is not null;

    /// <summary>Whether a record would certainly find no room now, so that it need not be encoded. Lock-free.</summary>
    public bool IsFull => Volatile.Read(ref _fullAt) == pool.Version;

    /// <summary>Appends a record, behind a report of those that were dropped before it.</summary>
    /// <param name="site">The call site that <paramref name="record"/> names.</param>
    /// <param name="record">Kind and body of a record; copied.</param>
    /// <param name="level">The record's level.</param>
    /// <param name="filled">Set if a batch became full.</param>
    /// <returns><see langword="false"/> if there is no room.</returns>
    public bool TryAppend(CallSite site, ReadOnlySpan<byte> record, LogLevel level, ref bool filled)
    {
        int report = drops.Pending > 0 ? DropReportEncoder.MaxBytes : 0;
        int entry = RecordFormat.VarintBytes((uint)record.Length) + record.Length;
        bool defined = _open is not null && site.DefinedIn == _open.Id;
        if (_open is null || _open.Free < report + entry + (defined ? 0 : site.Shape.Definition.Length))
        {
            if (!Renew(report + entry + site.Shape.Definition.Length, ref filled))
            {
                return false;
            }

            defined = false;
        }

        WriteReport();
        _open!.Append(defined ? default : site.Shape.Definition, record);
        site.DefinedIn = site.Shape.Id == 0 ? 0 : _open.Id;
        _open.ByLevel[(int)level]++;
        Added++;
        return true;
    }

    /// <summary>Takes the oldest full batch, if there is one.</summary>
    public PendingBatch? TakeFull()
    {
        Volatile.Write(ref _fullAt, NotFull);                   // what is left may be content with a smaller batch
        return _full.TryDequeue(out PendingBatch? batch) ? batch : null;
    }

    /// <summary>Takes the batch that fills, which there has to be.</summary>
    public PendingBatch TakeOpen()
    {
        PendingBatch batch = _open!;
        _step -= _step > 0 && batch.Length < batch.Bytes.Length / 8 ? 1 : 0;
        _open = null;
        return batch;
    }

    /// <summary>Reports the records that were dropped, if there are any and there is room. The report stands before the next record that is kept: exactly where the dropped ones are missing.</summary>
    public void WriteReport()
    {
        if (drops.Pending == 0 || (_open is null || _open.Free < DropReportEncoder.MaxBytes) && !ReportFits())
        {
            return;
        }

        CallSite site = _reports.Encode(drops.TakeReport(), time.GetUtcNow().UtcTicks, out ReadOnlySpan<byte> record);
        _open!.Append(site.Shape.Definition, record);
        Added++;
    }

    /// <summary>From now on records are dropped for another reason than want of room.</summary>
    public void Close()
    {
        _closed = true;
        Volatile.Write(ref _fullAt, NotFull);
    }

    private bool Renew(int neededBytes, ref bool filled)
    {
        if (_open is not null)
        {
            _full.Enqueue(_open);
            _open = null;
            _step = Math.Min(_step + 1, BatchPool.LastStep);
            filled = true;
        }

        // Whoever has nothing waiting is content with what room the others leave; for a busy log file that would only make more calls of the same bytes.
        long version = pool.Version;
        _open = pool.TryRent(neededBytes, _step, orSmaller: _full.Count == 0);
        Volatile.Write(ref _fullAt, _open is null && !_closed && pool.FitsSmallest(neededBytes) ? version : NotFull);
        return _open is not null;
    }

    private bool ReportFits()
    {
        bool filled = false;
        return Renew(DropReportEncoder.MaxBytes, ref filled);
    }
}
