using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>What comes together in one group, which a writer with a loop of its own decides as it likes.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();

    [Fact]
    public async Task Sync_InTheGroupOfABatchThatCannotBeWritten_IsRefused()
    {
        ModelProcess process = new(new ModelDisk());
        process.Arm(new DiskFault(DiskCall.Write, ".log", Number: 1, Times: 1, Error: 28, Seed: 1));
        DrivenWriter writer = new(LogFileName.Parse("orders"), _place.Root, process, _place.Settings, Limits.Usual, _place.Time, NullLogger.Instance);
        PendingAppend append = new(Some.Batch(_producer, 0));
        PendingSync sync = new(_producer, 0, 0) { Level = AckLevel.Durable };

        writer.Work([append, sync], syncDue: false);

        Assert.Equal(AppendOutcome.DiskFull, (await append.Receipt).Outcome);
        Assert.Equal((AppendOutcome.OutOfOrder, -1), ((await sync.Receipt).Outcome, (await sync.Receipt).LastSequence));
    }

    [Fact]
    public void Close_AfterASyncThatFailed_LeavesWhatWasWrittenInANewSegment()
    {
        ModelDisk disk = new();
        ModelProcess process = new(disk);
        DrivenWriter writer = new(LogFileName.Parse("orders"), _place.Root, process, _place.Settings, Limits.Usual, _place.Time, NullLogger.Instance);
        writer.Work([new PendingAppend(Some.Batch(_producer, 0))], syncDue: false);
        process.Arm(new DiskFault(DiskCall.Sync, ".log", Number: 1, Times: 1, Error: 5, Seed: 1));
        writer.Work([], syncDue: true);

        writer.Close();

        Assert.Equal("record 0\n"u8, disk.Find(_place.PathOf($"orders-{WriterPlace.Today}.0002.log"))!.Content);
        Assert.Equal(0, disk.Find(_place.PathOf($"orders-{WriterPlace.Today}.log"))!.Length);
    }

    public void Dispose() => _place.Dispose();
}
