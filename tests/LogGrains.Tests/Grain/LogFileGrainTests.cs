using Orleans.Core.Internal;

namespace LogActors.Tests;

[Collection(GrainCluster.Collection)]
public sealed class LogFileGrainTests(GrainCluster cluster)
{
    private readonly string _key = $"t{Guid.NewGuid():n}";

    [Fact]
    public async Task Append_ThroughAReference_WritesTheRecords()
    {
        AppendReceipt receipt = await cluster.Grain(_key).AppendAsync(Some.Batch(Guid.NewGuid(), 0, 3));

        Assert.Equal(
            new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = 2, Level = AckLevel.Written, WriterEpoch = 1, SettingsVersion = 1 },
            receipt);
        Assert.Equal(["record 0", "record 1", "record 2"], cluster.Lines(_key));
    }

    [Fact]
    public async Task Append_ThroughAReference_IsCountedByTheMeterOfTheSilo()
    {
        await cluster.Grain(_key).AppendAsync(Some.Batch(Guid.NewGuid(), 0, 1));
        using Readings readings = cluster.Listen();

        await cluster.Grain(_key).AppendAsync(Some.Batch(Guid.NewGuid(), 0, 3));
        readings.Collect();

        Assert.Equal(3, readings.Sum("records.written"));
        Assert.InRange(readings.Sum("files.open"), 1, double.MaxValue);
    }

    [Fact]
    public async Task Append_OfNoBatch_IsRefused()
    {
        AppendReceipt receipt = await cluster.Grain(_key).AppendAsync(null!);

        Assert.Equal((AppendOutcome.Refused, "There is no batch."), (receipt.Outcome, receipt.Detail));
    }

    [Fact]
    public async Task Sync_ThroughAReference_AnswersDurable()
    {
        Guid producer = Guid.NewGuid();
        await cluster.Grain(_key).AppendAsync(Some.Batch(producer, 0, 3));

        AppendReceipt receipt = await cluster.Grain(_key).SyncAsync(producer, 0, 2);
        AppendReceipt beyond = await cluster.Grain(_key).SyncAsync(producer, 0, 3);

        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable, 2), (receipt.Outcome, receipt.Level, receipt.LastSequence));
        Assert.Equal((AppendOutcome.OutOfOrder, 2), (beyond.Outcome, beyond.LastSequence));
    }

    [Fact]
    public async Task Append_OfTheLongestBatch_Arrives()
    {
        byte[] one = Some.PayloadOfMany(0, 2, new string('x', 524_000));
        RecordBatch batch = new(Guid.NewGuid(), 0, 0, 2, one);

        AppendReceipt receipt = await cluster.Grain(_key).AppendAsync(batch);

        Assert.InRange(one.Length, RecordFormat.MaxBatchBytes - 1024, RecordFormat.MaxBatchBytes);
        Assert.Equal((AppendOutcome.Appended, 1), (receipt.Outcome, receipt.LastSequence));
    }

    [Fact]
    public async Task Append_OfATooLongBatch_IsRefusedAndTheConnectionHolds()
    {
        ILogFileGrain grain = cluster.Grain(_key);
        RecordBatch batch = new(Guid.NewGuid(), 0, 0, 1, new byte[RecordFormat.MaxBatchBytes + 1]);

        AppendReceipt refused = await grain.AppendAsync(batch);
        AppendReceipt receipt = await grain.AppendAsync(Some.Batch("next"));

        Assert.Equal(AppendOutcome.Refused, refused.Outcome);
        Assert.Contains("more than 1048576 bytes", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
    }

    [Theory]
    [InlineData("../orders")]
    [InlineData("/etc/passwd")]
    [InlineData("Orders")]
    [InlineData("orders-20260102")]
    [InlineData("con")]
    [InlineData(".logactors/lock")]
    public async Task Append_ToABadKey_IsRefusedWithTheRule(string key)
    {
        AppendReceipt receipt = await cluster.Grain(key).AppendAsync(Some.Batch("out of bounds"));

        Assert.Equal((AppendOutcome.Refused, -1), (receipt.Outcome, receipt.LastSequence));
        Assert.Contains($"'{key}' is not valid", receipt.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Append_OfConcurrentProducers_InterleavesTheirBatchesWhole()
    {
        ILogFileGrain grain = cluster.Grain(_key);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
        {
            Guid producer = Guid.NewGuid();
            for (int first = 0; first < 40; first += 4)
            {
                AppendReceipt receipt = await grain.AppendAsync(Some.Batch(producer, first, 4, $"p{number}"));
                Assert.Equal((AppendOutcome.Appended, first + 3), (receipt.Outcome, receipt.LastSequence));
            }
        }));

        string[] lines = cluster.Lines(_key);
        Assert.Equal(6 * 40, lines.Length);
        Assert.All(Enumerable.Range(0, 6), number =>
            Assert.Equal(Enumerable.Range(0, 40).Select(i => $"p{number} {i}"), lines.Where(line => line.StartsWith($"p{number} ", StringComparison.Ordinal))));
        Assert.All(lines.Chunk(4), batch => Assert.Single(batch.Select(line => line[..2]).Distinct()));
    }

    [Fact]
    public async Task Deactivation_ClosesTheFile_AndTheNextActivationGoesOn()
    {
        ILogFileGrain grain = cluster.Grain(_key);
        Guid producer = Guid.NewGuid();
        await grain.AppendAsync(Some.Batch(producer, 0, 2));

        await grain.Cast<IGrainManagementExtension>().DeactivateOnIdle();
        AppendReceipt repeat = await grain.AppendAsync(Some.Batch(producer, 0, 2));
        AppendReceipt next = await grain.AppendAsync(Some.Batch(producer, 2, 1));

        Assert.Equal((AppendOutcome.Appended, 1, 2), (repeat.Outcome, repeat.LastSequence, repeat.WriterEpoch));
        Assert.Equal((AppendOutcome.Appended, 2, 2), (next.Outcome, next.LastSequence, next.WriterEpoch));
        Assert.Equal(["record 0", "record 1", "record 2"], cluster.Lines(_key));
    }
}
