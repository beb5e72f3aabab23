namespace LogActors;

/// <summary>The memory that all log files of a provider share: batches up to a bound in bytes.</summary>
/// <remarks>Thread-safe. A batch counts from when it is rented until it is returned; a few free ones are kept beside that.</remarks>
internal sealed class BatchPool
{
    private const int MaxFree = 8;
    private const int LargestBatchBytes = 1024 * 1024;
    private const int SmallestBatchBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<byte[]> _free = new();
    private readonly ManualResetEventSlim _returned = new(false, spinCount: 0);   // whoever waits here leaves the processor to those who make room
    private long _capacity;
    private long _used;
    private static long s_lastId;
    private int _batchBytes;

    public BatchPool(int capacityBytes) => Resize(capacityBytes);

    /// <summary>Bytes of batches in use.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Takes effect for what is rented from now on; batches in use are left alone.</summary>
    public void Resize(int capacityBytes)
    {
        lock (_gate)
        {
            _capacity = capacityBytes;
            int batchBytes = Math.Clamp(capacityBytes / 4, SmallestBatchBytes, LargestBatchBytes);
            if (batchBytes != _batchBytes)
            {
                _free.Clear();
                _batchBytes = batchBytes;
            }
        }
    }

    /// <summary>Rents a batch with room for <paramref name="neededBytes"/> after its header; a large record gets one of its own size.</summary>
    /// <returns><see langword="null"/> if the bound would be passed.</returns>
    public PendingBatch? TryRent(int neededBytes)
    {
        lock (_gate)
        {
            int bytes = Math.Max(_batchBytes, neededBytes + RecordFormat.HeaderBytes);
            if (bytes > RecordFormat.MaxBatchBytes || _used + bytes > Math.Max(_capacity, bytes))
            {
                _returned.Reset();
                return null;
            }

            _used += bytes;
            bool reuse = bytes == _batchBytes && _free.Count > 0;
            return new PendingBatch(reuse ? _free.Pop() : GC.AllocateUninitializedArray<byte>(bytes), Interlocked.Increment(ref s_lastId));
        }
    }

    public void Return(PendingBatch batch)
    {
        lock (_gate)
        {
            _used -= batch.Bytes.Length;
            if (!batch.Tainted && batch.Bytes.Length == _batchBytes && _free.Count < MaxFree)
            {
                _free.Push(batch.Bytes);
            }

            _returned.Set();
        }
    }

    /// <summary>Blocks until something has been returned since <see cref="TryRent"/> last found no room, at most <paramref name="timeout"/>.</summary>
    /// <returns><see langword="false"/> if the thread was interrupted, which is then for the caller to pass on.</returns>
    public bool WaitForRoom(TimeSpan timeout)
    {
        try
        {
            _returned.Wait(timeout);
            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    /// <summary>Wakes everybody who waits for room.</summary>
    public void Close() => _returned.Set();
}
