namespace LogActors;

/// <summary>The memory that all log files of a provider share: batches up to a bound in bytes.</summary>
/// <remarks>
/// Thread-safe. A batch counts from when it is rented until it is returned; a few free ones are kept beside that. Batches come in steps, each four times as large
/// as the one before: a log file of few records is not to hold what a busy one needs. Each begins with the provider's resource.
/// </remarks>
internal sealed class BatchPool
{
    /// <summary>The step of the largest batches; the smallest have step 0.</summary>
    public const int LastStep = 2;

    private const int MaxFree = 8;
    private const int LargestBatchBytes = 256 * 1024;
    private const int SmallestBatchBytes = 16 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<byte[]>[] _free = [.. Enumerable.Range(0, LastStep + 1).Select(_ => new Stack<byte[]>())];
    private readonly ManualResetEventSlim _returned = new(false, spinCount: 0);   // whoever waits here leaves the processor to those who make room
    private long _capacity;
    private long _used;
    private long _version;
    private readonly Func<int, byte[]> _allocate;
    private readonly RecordResource _resource;
    private static long s_lastId;
    private int _largestBytes;
    private bool _closed;

    /// <param name="capacityBytes">The bound.</param>
    /// <param name="allocate">Makes the bytes of a batch; the runtime if it is <see langword="null"/>.</param>
    /// <param name="resource">What each batch begins with; nothing if it is <see langword="null"/>.</param>
    public BatchPool(int capacityBytes, Func<int, byte[]>? allocate = null, RecordResource? resource = null)
    {
        _resource = resource ?? RecordResource.Empty;
        _allocate = allocate ?? (static bytes => GC.AllocateUninitializedArray<byte>(bytes));
        Resize(capacityBytes);
    }

    /// <summary>Bytes of batches in use.</summary>
    public long UsedBytes => Interlocked.Read(ref _used);

    /// <summary>Changes whenever there may be more room than before.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Takes effect for what is rented from now on; batches in use are left alone.</summary>
    public void Resize(int capacityBytes)
    {
        lock (_gate)
        {
            _capacity = capacityBytes;
            _version++;
            int largest = Math.Clamp(capacityBytes / 4, SmallestBatchBytes, LargestBatchBytes);
            if (largest != _largestBytes)
            {
                Array.ForEach(_free, free => free.Clear());
                _largestBytes = largest;
            }
        }
    }

    /// <summary>Rents a batch with room for <paramref name="neededBytes"/> after its header and the resource; a large record gets one of its own size.</summary>
    /// <param name="neededBytes">The least room.</param>
    /// <param name="step">How large a batch is wanted, 0 to <see cref="LastStep"/>.</param>
    /// <param name="orSmaller">Whether a smaller one will do if there is no room for that.</param>
    /// <returns><see langword="null"/> if the bound would be passed.</returns>
    public PendingBatch? TryRent(int neededBytes, int step, bool orSmaller)
    {
        lock (_gate)
        {
            int needed = neededBytes + HeadBytes;
            while (orSmaller && step > 0 && BytesOf(step) > needed && _used + BytesOf(step) > _capacity)
            {
                step--;
            }

            int bytes = Math.Max(BytesOf(step), needed);
            if (bytes > RecordFormat.MaxBatchBytes || _used + bytes > Math.Max(_capacity, bytes))
            {
                if (!_closed)
                {
                    _returned.Reset();
                }

                return null;
            }

            Stack<byte[]>? free = FreeOf(bytes);
            PendingBatch batch = new(free?.Count > 0 ? free.Pop() : _allocate(bytes), Interlocked.Increment(ref s_lastId), _resource);
            _used += bytes;                                     // after what may fail for want of memory
            return batch;
        }
    }

    /// <summary>Whether the smallest batch has room for so many bytes: if there is no room for them, there is none for fewer.</summary>
    public bool FitsSmallest(int neededBytes) => neededBytes + HeadBytes <= SmallestBatchBytes;

    public void Return(PendingBatch batch)
    {
        lock (_gate)
        {
            _used -= batch.Bytes.Length;
            _version++;
            if (!batch.Tainted && FreeOf(batch.Bytes.Length) is { Count: < MaxFree } free)
            {
                free.Push(batch.Bytes);
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

    /// <summary>Wakes everybody who waits for room; from then on nobody waits.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _returned.Set();
        }
    }

    private int HeadBytes => RecordFormat.HeaderBytes + _resource.Definition.Length;

    private Stack<byte[]>? FreeOf(int bytes)
    {
        int step = 0;
        while (step < LastStep && BytesOf(step) < bytes)
        {
            step++;
        }

        return BytesOf(step) == bytes ? _free[step] : null;
    }

    private int BytesOf(int step) => Math.Min(SmallestBatchBytes << (2 * step), _largestBytes);
}
