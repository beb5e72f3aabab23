using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class RepeatTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Send_CallFails_RepeatsTheSameSequencesAndBytes()
    {
        await using LoggingApp app = App();

        await AssertRepeatedAsync(app, call => call.Fail(), TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData(AppendOutcome.Busy, 0, 50)]
    [InlineData(AppendOutcome.Busy, 1000, 1000)]
    [InlineData(AppendOutcome.DiskFull, 2000, 2000)]
    [InlineData(AppendOutcome.Faulted, 0, 50)]
    [InlineData(AppendOutcome.ShuttingDown, 0, 50)]
    [InlineData((AppendOutcome)200, 0, 50)]
    public async Task Send_TurnedAway_RepeatsTheSameSequencesAndBytes(AppendOutcome outcome, int retryAfter, int step)
    {
        await using LoggingApp app = App();

        await AssertRepeatedAsync(app, call => call.Answer(outcome, TimeSpan.FromMilliseconds(retryAfter)), TimeSpan.FromMilliseconds(step));
    }

    [Theory]
    [InlineData(AppendOutcome.OutOfOrder)]
    [InlineData(AppendOutcome.Fenced)]
    public async Task Send_SequencesNotAccepted_RepeatsUnderANewEpochFromZero(AppendOutcome outcome)
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        app.Logger.Say("2");

        SentBatch refused = await _cluster.AnswerNextAsync(outcome);
        SentBatch repeated = await _cluster.AnswerNextAsync();
        app.Logger.Say("3");
        SentBatch next = await _cluster.AnswerNextAsync();

        Assert.Equal((0, 1L), (refused.Epoch, refused.FirstSequence));
        Assert.Equal((1, 0L), (repeated.Epoch, repeated.FirstSequence));
        Assert.Equal(refused.Payload, repeated.Payload);
        Assert.Equal((1, 1L), (next.Epoch, next.FirstSequence));
    }

    [Fact]
    public async Task Send_SequencesNeverAccepted_BacksOff()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");

        await _cluster.AnswerNextAsync(AppendOutcome.OutOfOrder);
        await _cluster.AnswerNextAsync(AppendOutcome.OutOfOrder);
        TimeSpan due = await _time.NextTimerAsync();
        _time.Advance(due);
        SentBatch third = await _cluster.AnswerNextAsync();

        Assert.InRange(due, TimeSpan.FromMilliseconds(25), TimeSpan.FromMilliseconds(50));
        Assert.Equal((2, 0L), (third.Epoch, third.FirstSequence));
    }

    [Fact]
    public async Task Send_Refused_DropsCountsReportsAndBeginsANewEpoch()
    {
        using StandardErrorCapture error = new();
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        app.Logger.Say("2", LogLevel.Error);
        app.Logger.Say("3", LogLevel.Debug);
        first.Answer();

        (await _cluster.NextCallAsync()).Answer(AppendOutcome.Refused, detail: "It does not please.");
        SentBatch report = await _cluster.AnswerNextAsync();
        app.Logger.Say("4");
        SentBatch next = await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Contains("LogActors: The silo refused 2 records for log file 'orders': It does not please.", error.Lines);
        Assert.Equal((1, 0L), (report.Epoch, report.FirstSequence));
        Assert.Equal("refused by the silo: 1 Debug, refused by the silo: 1 Error", Assert.Single(report.Records)["Reasons"]);
        Assert.Equal((1, 1L, "4"), (next.Epoch, next.FirstSequence, Assert.Single(next.Messages)));
        Assert.Equal((1L, 1L), (app.Delivery.Dropped(DropReason.Refused, LogLevel.Error), app.Delivery.Dropped(DropReason.Refused, LogLevel.Debug)));
        Assert.Equal(new DeliveryCounts(4, 2, 2), app.Delivery.Counts);
    }

    [Fact]
    public async Task Send_RefusedWhileStandardErrorIsBroken_GoesOn()
    {
        using StandardErrorCapture error = new();
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall refused = await _cluster.NextCallAsync();
        error.Break();

        refused.Answer(AppendOutcome.Refused, detail: "It does not please.");

        Assert.Equal("RecordsDropped", Assert.Single((await _cluster.AnswerNextAsync()).Records).Event.Name);
    }

    [Fact]
    public async Task Send_AfterACallFailed_NeverUsesItsBytesAgain()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall failed = await _cluster.NextCallAsync();
        failed.Fail();
        _time.Advance(await _time.NextTimerAsync());
        SentBatch repeated = await _cluster.AnswerNextAsync();
        List<SentBatch> later = [];

        for (int i = 0; i < 20; i++)
        {
            app.Logger.Say($"{i}");
            later.Add(await _cluster.AnswerNextAsync());
        }

        Assert.Same(failed.Batch.Array, repeated.Array);
        Assert.All(later, batch => Assert.NotSame(failed.Batch.Array, batch.Array));
    }

    [Fact]
    public async Task Send_CallSucceeded_UsesItsBytesAgain()
    {
        await using LoggingApp app = App();
        HashSet<byte[]> arrays = [];

        for (int i = 0; i < 20; i++)
        {
            app.Logger.Say($"{i}");
            arrays.Add((await _cluster.AnswerNextAsync()).Array);
            await app.Delivery.FlushAsync();
        }

        Assert.Single(arrays);
    }

    [Fact]
    public async Task Send_NothingDeliveredForTenSeconds_SaysSoAndWhenItGoesOn()
    {
        using StandardErrorCapture error = new();
        await using LoggingApp app = App();
        app.Logger.Say("1");
        (await _cluster.NextCallAsync()).Fail(new TimeoutException("The connection is gone."));
        app.Logger.Say("2");
        await _time.NextTimerAsync();

        _time.Advance(TimeSpan.FromSeconds(10));
        string[] stopped = error.Lines;
        await _cluster.AnswerNextAsync();
        await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Equal(["LogActors: Nothing has been written to log file 'orders' for 10 s: The connection is gone. 2 records wait."], stopped);
        Assert.Equal(["LogActors: Records for log file 'orders' are written again, after 10 s."], error.Lines[1..]);
    }

    [Fact]
    public async Task Send_ManyFailuresInARow_WaitsLongerEachTimeAndStartsOverWithTheNextBatch()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        List<TimeSpan> waits = [];

        for (int i = 0; i < 10; i++)
        {
            (await _cluster.NextCallAsync()).Fail();
            waits.Add(await _time.NextTimerAsync());
            _time.Advance(waits[^1]);
        }

        await _cluster.AnswerNextAsync();
        app.Logger.Say("2");
        (await _cluster.NextCallAsync()).Fail();
        TimeSpan startedOver = await _time.NextTimerAsync();
        for (int i = 0; i < waits.Count; i++)
        {
            double step = Math.Min(5000, 50 * Math.Pow(2, i));
            Assert.InRange(waits[i].TotalMilliseconds, step / 2, step);
        }

        Assert.InRange(startedOver.TotalMilliseconds, 25, 50);
    }

    [Fact]
    public async Task Send_ToTwoLogFiles_NumbersEachAndKeepsOneFromHoldingUpTheOther()
    {
        await using LoggingApp app = new(_cluster, Some.Options(flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero, routes: ("Pay", "payments")), _time);
        app.Logger.Say("o1");
        StalledCall orders = await _cluster.NextCallAsync();

        app.LoggerFor("Pay").Say("p1");
        SentBatch first = await _cluster.AnswerNextAsync();
        app.LoggerFor("Pay").Say("p2");
        SentBatch second = await _cluster.AnswerNextAsync();
        orders.Answer();

        Assert.Equal(("payments", 0L), (first.File, first.FirstSequence));
        Assert.Equal(("payments", 1L), (second.File, second.FirstSequence));
        Assert.Equal(("orders", 0L), (orders.Batch.File, orders.Batch.FirstSequence));
        Assert.Equal(first.ProducerId, orders.Batch.ProducerId);
    }

    private LoggingApp App() => new(_cluster, Some.Options(flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero), _time);

    private async Task AssertRepeatedAsync(LoggingApp app, Action<StalledCall> disappoint, TimeSpan step)
    {
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        app.Logger.Say("2");
        StalledCall failed = await _cluster.NextCallAsync();
        app.Logger.Say("3");

        disappoint(failed);
        TimeSpan due = await _time.NextTimerAsync();
        _time.Advance(due);
        SentBatch repeated = await _cluster.AnswerNextAsync();
        SentBatch next = await _cluster.AnswerNextAsync();

        Assert.InRange(due, step / 2, step);
        Assert.Equal((0, 1L, 1), (failed.Batch.Epoch, failed.Batch.FirstSequence, failed.Batch.RecordCount));
        Assert.Equal((0, 1L, 1), (repeated.Epoch, repeated.FirstSequence, repeated.RecordCount));
        Assert.Equal(failed.Batch.Payload, repeated.Payload);
        Assert.Equal((0, 2L, "3"), (next.Epoch, next.FirstSequence, Assert.Single(next.Messages)));
        await app.Delivery.FlushAsync();
        Assert.Equal(new DeliveryCounts(3, 3, 0), app.Delivery.Counts);
    }
}
