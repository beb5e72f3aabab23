namespace LogActors.Tests;

/// <summary>A disk of real files that fails, fills up or tears writes when it is told to.</summary>
internal sealed class FailingDisk : ILogStorage
{
    private readonly LogStorage _disk = new();
    private readonly Dictionary<int, (Exception Error, int TornBytes)> _failures = [];
    private readonly List<ISegmentFile> _open = [];

    /// <summary>How many writes there were, failed ones included.</summary>
    public int Writes { get; private set; }

    /// <summary>Whether, and how, opening a segment fails from now on.</summary>
    public Exception? OpenError { get; set; }

    /// <summary>Whether, and how, cutting a segment fails from now on.</summary>
    public Exception? TruncateError { get; set; }

    /// <summary>How long a segment can become; a longer write is torn there and fails.</summary>
    public long CapacityBytes { get; set; } = long.MaxValue;

    /// <summary>Makes one write fail, after it has written its first <paramref name="tornBytes"/> bytes.</summary>
    /// <param name="number">Which one, counted from 1.</param>
    /// <param name="error">The error.</param>
    /// <param name="tornBytes">How much of it reaches the file.</param>
    public void FailWrite(int number, Exception error, int tornBytes = 0) => _failures[number] = (error, tornBytes);

    /// <summary>Lets go of all files, as the death of the process does.</summary>
    public void Crash() => _open.ForEach(file => file.Dispose());

    public ISegmentFile OpenSegment(string path)
    {
        if (OpenError is { } error)
        {
            throw error;
        }

        ISegmentFile file = _disk.OpenSegment(path);
        _open.Add(file);
        return new SegmentFile(this, file);
    }

    private sealed class SegmentFile(FailingDisk disk, ISegmentFile file) : ISegmentFile
    {
        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (disk._failures.TryGetValue(++disk.Writes, out (Exception Error, int TornBytes) failure))
            {
                file.Write(offset, bytes[..failure.TornBytes]);
                throw failure.Error;
            }

            if (offset + bytes.Length > disk.CapacityBytes)
            {
                file.Write(offset, bytes[..(int)Math.Max(0, disk.CapacityBytes - offset)]);
                throw Some.DiskFull();
            }

            file.Write(offset, bytes);
        }

        public void Truncate(long length)
        {
            if (disk.TruncateError is { } error)
            {
                throw error;
            }

            file.Truncate(length);
        }

        public byte ReadByte(long offset) => file.ReadByte(offset);

        public void Dispose() => file.Dispose();
    }
}
