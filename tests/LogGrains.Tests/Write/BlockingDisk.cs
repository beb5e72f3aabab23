using System.Text;

namespace LogActors.Tests;

/// <summary>A disk on which the first write to a segment, and all that follow, wait until they are let through.</summary>
internal sealed class BlockingDisk(ILogStorage? disk = null) : PassingDisk(disk), IDisposable
{
    private readonly TaskCompletionSource _firstWrite = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _gate = new();

    /// <summary>Completes when a write waits.</summary>
    public Task FirstWrite => _firstWrite.Task;

    /// <summary>What each write wrote.</summary>
    public List<string> Writes { get; } = [];

    public void LetThrough() => _gate.Set();

    public void Dispose() => _gate.Dispose();

    protected override IStoredFile Over(string path, IStoredFile file) => IsSegment(path) ? new BlockingFile(this, file) : file;

    private sealed class BlockingFile(BlockingDisk disk, IStoredFile file) : PassingFile(file)
    {
        public override void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Writes.Add(Encoding.UTF8.GetString(bytes));
            disk._firstWrite.TrySetResult();
            disk._gate.Wait();
            base.Write(offset, bytes);
        }
    }
}
