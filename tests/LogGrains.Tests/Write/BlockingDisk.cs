using System.Text;

namespace LogActors.Tests;

/// <summary>A disk of real files on which the first write, and all that follow, wait until they are let through.</summary>
internal sealed class BlockingDisk : ILogStorage, IDisposable
{
    private readonly LogStorage _disk = new();
    private readonly TaskCompletionSource _firstWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _gate = new();

    /// <summary>Completes when a write waits.</summary>
    public Task FirstWrite => _firstWrite.Task;

    /// <summary>What each write wrote.</summary>
    public List<string> Writes { get; } = [];

    public void LetThrough() => _gate.Set();

    public ISegmentFile OpenSegment(string path) => Over(_disk.OpenSegment(path));

    /// <summary>Makes the writes of another disk's file wait.</summary>
    public ISegmentFile Over(ISegmentFile file) => new SegmentFile(this, file);

    public void Dispose() => _gate.Dispose();

    private sealed class SegmentFile(BlockingDisk disk, ISegmentFile file) : ISegmentFile
    {
        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Writes.Add(Encoding.UTF8.GetString(bytes));
            disk._firstWrite.TrySetResult();
            disk._gate.Wait();
            file.Write(offset, bytes);
        }

        public void Truncate(long length) => file.Truncate(length);

        public byte ReadByte(long offset) => file.ReadByte(offset);

        public void Dispose() => file.Dispose();
    }
}
