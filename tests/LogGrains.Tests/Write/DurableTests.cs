using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>Receipts that promise the disk, and what happens when the disk does not keep its word.</summary>
public sealed class DurableTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly FailingDisk _disk = new();
    private readonly Guid _producer = Guid.NewGuid();

    private string Next => _place.PathOf($"orders-{WriterPlace.Today}.0002.log");

    [Fact]
    public async Task Append_ToADurableFile_IsAnsweredAfterASync()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        int before = _disk.Syncs;

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable, 1), (receipt.Outcome, receipt.Level, receipt.LastSequence));
        Assert.Equal(before + 1, _disk.Syncs);
    }

    [Theory]
    [InlineData(LogLevel.Warning, AckLevel.Written)]
    [InlineData(LogLevel.Error, AckLevel.Durable)]
    [InlineData(LogLevel.Critical, AckLevel.Durable)]
    public async Task Append_OfALevel_IsDurableFromErrorOn(LogLevel level, AckLevel expected)
    {
        LogFileWriter writer = _place.Open(storage: _disk);

        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_producer, 0, 0, 1, Some.Payload(level: (int)level)));

        Assert.Equal((AppendOutcome.Appended, expected), (receipt.Outcome, receipt.Level));
    }

    [Fact]
    public async Task Written_IsSyncedWithinASecond()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        int before = _disk.Syncs;

        _place.Time.Advance(TimeSpan.FromSeconds(1));
        await writer.SyncAsync(_producer, 0, 0);                // finds nothing left to do, or waits for that sync

        Assert.Equal(before + 1, _disk.Syncs);
    }

    [Fact]
    public async Task Syncs_OfWhatIsWritten_LeaveThePoolItsThreads()
    {
        SyncThreadsDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        disk.OnPoolThread.Clear();                              // a log file that opens syncs as it goes on

        await writer.AppendAsync(new RecordBatch(_producer, 0, 1, 1, Some.Payload(level: (int)LogLevel.Error)));

        Assert.Equal([false, false], disk.OnPoolThread);        // segment and journal
    }

    [Fact]
    public async Task Sync_OfWhatTheFileDoesNotHave_IsRefused()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));

        AppendReceipt receipt = await writer.SyncAsync(_producer, 0, 1);

        Assert.Equal((AppendOutcome.OutOfOrder, 0), (receipt.Outcome, receipt.LastSequence));
    }

    [Fact]
    public async Task SyncThatFails_MovesWhatWasNotSyncedToANewSegment_AndAnswersThen()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.AppendAsync(Some.Batch(_producer, 2));
        await writer.CloseAsync();

        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable), (receipt.Outcome, receipt.Level));
        Assert.Equal("record 1\nrecord 2\n", File.ReadAllText(Next));
        await AssertRecoveredAsync("record 0\n", "record 1\nrecord 2\n");
    }

    [Fact]
    public async Task SyncThatFailsTwice_AnswersFaulted_AndHealsWhenItComesAgain()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());

        AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, 1));
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.CloseAsync();

        Assert.Equal(AppendOutcome.Faulted, failed.Outcome);
        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable, 1), (again.Outcome, again.Level, again.LastSequence));
        await AssertRecoveredAsync("record 0\n", "record 1\n");
    }

    [Fact]
    public async Task SyncThatFails_OfBytesThatCannotBeReadBack_IsSaidInTheFile_AndUnansweredRecordsComeAgain()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());
        _disk.Forgets = true;

        AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, 1));
        _disk.Forgets = false;
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal((AppendOutcome.Faulted, 0), (failed.Outcome, failed.LastSequence));
        Assert.Equal((AppendOutcome.Appended, 1), (again.Outcome, again.LastSequence));
        Assert.Equal("9 bytes of records that stood here could neither be synced nor read back, and are lost.\nrecord 1\n", File.ReadAllText(Next));
    }

    [Fact]
    public async Task BytesThatCannotBeReadBackOnce_AreLostForGood_SoThatNothingIsDoubled()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());
        _disk.Forgets = true;
        _disk.OpenError = Some.BrokenDisk();

        AppendReceipt lost = await writer.AppendAsync(Some.Batch(_producer, 1));
        _disk.Forgets = false;
        _disk.OpenError = null;
        await writer.AppendAsync(Some.Batch(_producer, 1));     // is told as well that something is lost
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.CloseAsync();

        Assert.Equal((AppendOutcome.Faulted, 0), (lost.Outcome, lost.LastSequence));
        Assert.Equal((AppendOutcome.Appended, 1), (again.Outcome, again.LastSequence));
        await AssertRecoveredAsync("record 0\n", "9 bytes of records that stood here could neither be synced nor read back, and are lost.\nrecord 1\n");
    }

    [Fact]
    public async Task BytesThatCannotBeReadBackLater_OfRecordsWithoutAReceipt_ComeAgain()
    {
        LogFileWriter writer = OpenDurable();
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());
        _disk.OpenError = Some.BrokenDisk();

        AppendReceipt unsure = await writer.AppendAsync(Some.Batch(_producer, 1));
        _disk.Forgets = true;
        _disk.OpenError = null;
        AppendReceipt lost = await writer.AppendAsync(Some.Batch(_producer, 1));
        _disk.Forgets = false;
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.CloseAsync();

        Assert.Equal((AppendOutcome.Faulted, AppendOutcome.Faulted), (unsure.Outcome, lost.Outcome));
        Assert.Equal((AppendOutcome.Appended, 1), (again.Outcome, again.LastSequence));
        await AssertRecoveredAsync("record 0\n", "9 bytes of records that stood here could neither be synced nor read back, and are lost.\nrecord 1\n");
    }

    [Fact]
    public async Task JournalThatCannotBeWritten_TakesTheDataBackToo()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.JournalError = Some.DiskFull();

        AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, 1));
        string meanwhile = _place.Text();
        _disk.JournalError = null;
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal((AppendOutcome.DiskFull, 0), (failed.Outcome, failed.LastSequence));
        Assert.Equal("record 0\n", meanwhile);
        Assert.Equal((AppendOutcome.Appended, 1), (again.Outcome, again.LastSequence));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task WriteThatFailsOnABrokenDisk_GoesOnInANewSegment()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.FailWrite(2, Some.BrokenDisk(), tornBytes: 4);

        AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, 1));
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.CloseAsync();

        Assert.Equal(AppendOutcome.Faulted, failed.Outcome);
        Assert.Equal(AppendOutcome.Appended, again.Outcome);
        await AssertRecoveredAsync("", "record 0\nrecord 1\n");
    }

    public void Dispose() => _place.Dispose();

    private LogFileWriter OpenDurable()
    {
        LogStoreOptions options = new();
        options.Files["*"] = new LogFileOptions { Template = "{Message}", Ack = AckLevel.Durable };
        _place.Settings.Apply(options);
        return _place.Open(storage: _disk);
    }

    // The next writer makes each segment end where it ends, and knows the producer.
    private async Task AssertRecoveredAsync(string first, string second)
    {
        AppendReceipt repeat = await _place.Open().AppendAsync(Some.Batch(_producer, 0));
        Assert.Equal(AppendOutcome.Appended, repeat.Outcome);
        Assert.Equal(first, _place.Text());
        Assert.Equal(second, File.ReadAllText(Next));
    }

    /// <summary>A disk that notes where each sync of a file is waited for.</summary>
    private sealed class SyncThreadsDisk : PassingDisk
    {
        public ConcurrentQueue<bool> OnPoolThread { get; } = [];

        protected override IStoredFile Over(string path, IStoredFile file) => new NotingFile(this, file);

        private sealed class NotingFile(SyncThreadsDisk disk, IStoredFile file) : PassingFile(file)
        {
            public override void Sync()
            {
                disk.OnPoolThread.Enqueue(Thread.CurrentThread.IsThreadPoolThread);
                base.Sync();
            }
        }
    }
}
