namespace LogActors.Tests;

/// <summary>A disk whose segments fail, fill up or are torn when it is told to.</summary>
internal sealed class FailingDisk : PassingDisk
{
    private readonly Dictionary<int, (Exception Error, int TornBytes)> _failures = [];
    private readonly List<IDisposable> _open = [];

    /// <summary>How many writes to segments there were, failed ones included.</summary>
    public int Writes { get; private set; }

    /// <summary>How many syncs of segments there were, failed ones included.</summary>
    public int Syncs { get; private set; }

    /// <summary>Whether, and how, opening a segment fails from now on.</summary>
    public Exception? OpenError { get; set; }

    /// <summary>Whether, and how, cutting a segment fails from now on.</summary>
    public Exception? TruncateError { get; set; }

    /// <summary>Whether, and how, syncing a segment fails from now on; once for each in the list.</summary>
    public Queue<Exception> SyncErrors { get; } = [];

    /// <summary>Whether, and how, writing a journal fails from now on.</summary>
    public Exception? JournalError { get; set; }

    /// <summary>Whether what is read from a segment is not what was written.</summary>
    public bool Forgets { get; set; }

    /// <summary>How long a segment can become; a longer write is torn there and fails.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>Makes one write to a segment fail, after it has written its first <paramref name="tornBytes"/> bytes.</summary>
    /// <param name="number">Which one, counted from 1.</param>
    /// <param name="error">The error.</param>
    /// <param name="tornBytes">How much of it reaches the file.</param>
    public void FailWrite(int number, Exception error, int tornBytes = 0) => _failures[number] = (error, tornBytes);

    /// <summary>Lets go of all files and locks, as the death of the process does.</summary>
    public void Crash() => _open.ForEach(file => file.Dispose());

    public override IStoredFile Open(string path)
    {
        if (IsSegment(path) && OpenError is { } error)
        {
            throw error;
        }

        return base.Open(path);
    }

    public override IFileLock? TryLock(string path)
    {
        IFileLock? held = base.TryLock(path);
        if (held is not null)
        {
            _open.Add(held);
        }

        return held;
    }

    protected override IStoredFile Over(string path, IStoredFile file)
    {
        _open.Add(file);
        return IsSegment(path) ? new SegmentFile(this, file) : new JournalFile(this, file);
    }

    private sealed class JournalFile(FailingDisk disk, IStoredFile file) : PassingFile(file)
    {
        public override void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (disk.JournalError is { } error)
            {
                base.Write(offset, bytes[..(bytes.Length / 2)]);
                throw error;
            }

            base.Write(offset, bytes);
        }
    }

    private sealed class SegmentFile(FailingDisk disk, IStoredFile file) : PassingFile(file)
    {
        public override void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (disk._failures.TryGetValue(++disk.Writes, out (Exception Error, int TornBytes) failure))
            {
                base.Write(offset, bytes[..failure.TornBytes]);
                throw failure.Error;
            }

            if (offset + bytes.Length > disk.CapacityBytes)
            {
                base.Write(offset, bytes[..(int)Math.Max(0, disk.CapacityBytes - offset)]);
                throw Some.DiskFull();
            }

            base.Write(offset, bytes);
        }

        public override int Read(long offset, Span<byte> bytes)
        {
            int read = base.Read(offset, bytes);
            if (disk.Forgets)
            {
                bytes.Clear();
            }

            return read;
        }

        public override void Sync()
        {
            disk.Syncs++;
            if (disk.SyncErrors.TryDequeue(out Exception? error))
            {
                throw error;
            }

            base.Sync();
        }

        public override void Truncate(long length)
        {
            if (disk.TruncateError is { } error)
            {
                throw error;
            }

            base.Truncate(length);
        }
    }
}
