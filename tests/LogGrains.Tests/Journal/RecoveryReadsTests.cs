namespace LogActors.Tests;

/// <summary>How much a recovery reads: what has been synced is not read again, however much it is.</summary>
public sealed class RecoveryReadsTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();

    [Fact]
    public async Task Recovery_ReadsOnlyWhatLiesBehindTheLastSync()
    {
        FailingDisk dead = new();
        LogFileWriter writer = _place.Open(storage: dead);
        const int Synced = 500;
        for (int i = 0; i < Synced; i++)
        {
            await writer.AppendAsync(Some.Batch(_producer, i));
        }

        await writer.SyncAsync(_producer, 0, Synced - 1);
        await writer.SyncAsync(_producer, 0, Synced - 1);       // after the note of the first
        await writer.AppendAsync(Some.Batch(_producer, Synced));
        dead.Crash();

        CountingDisk disk = new();
        AppendReceipt receipt = await _place.Open(storage: disk).AppendAsync(Some.Batch(_producer, Synced + 1));

        Assert.Equal(Synced + 1, receipt.LastSequence);
        Assert.Equal($"record {Synced}\n".Length + 1, disk.SegmentBytesRead);      // and the last byte again: is the line whole?
    }

    public void Dispose() => _place.Dispose();

    private sealed class CountingDisk : PassingDisk
    {
        public long SegmentBytesRead { get; private set; }

        protected override IStoredFile Over(string path, IStoredFile file) => IsSegment(path) ? new CountingFile(this, file) : file;

        private sealed class CountingFile(CountingDisk disk, IStoredFile file) : PassingFile(file)
        {
            public override int Read(long offset, Span<byte> bytes)
            {
                int read = base.Read(offset, bytes);
                disk.SegmentBytesRead += read;
                return read;
            }
        }
    }
}
