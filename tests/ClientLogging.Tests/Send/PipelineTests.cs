using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>A full batch is sent while the one before it has no answer yet; whatever becomes of the two, their records arrive once and in order.</summary>
public sealed class PipelineTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task FullBatch_IsSentBehindTheOneInFlight_AndNoThird()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        Assert.Equal((false, 0L), (first.Batch.IsAhead, first.Batch.FirstSequence));
        Assert.Equal((true, 0, (long)first.Batch.RecordCount), (second.Batch.IsAhead, second.Batch.Epoch, second.Batch.FirstSequence));
        Fill(app, 200);                                         // more than two batches of the next size
        first.Answer();
        StalledCall third = await _cluster.NextCallAsync();

        Assert.Equal(2, _cluster.MostInFlight);
        Assert.Equal((true, second.Batch.FirstSequence + second.Batch.RecordCount), (third.Batch.IsAhead, third.Batch.FirstSequence));
    }

    [Fact]
    public async Task BatchThatIsNotFull_WaitsForTheOneInFlight()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        app.Logger.Say("2", LogLevel.Critical);
        _time.Advance(TimeSpan.FromSeconds(1));

        first.Answer();
        SentBatch second = await _cluster.AnswerNextAsync();

        Assert.Equal((1, false, 1L), (_cluster.MostInFlight, second.IsAhead, second.FirstSequence));
    }

    [Fact]
    public async Task BatchThatOvertookTheOneBefore_IsSentAgain_InTheSameEpoch()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        second.Answer(AppendOutcome.OutOfOrder);
        first.Answer();
        SentBatch again = await _cluster.AnswerNextAsync();

        AssertRepeated(second.Batch, again);
        await AssertAllWrittenAsync(app);
    }

    [Fact]
    public async Task BatchThatFails_IsNotSentAgainBeforeTheOneBehindItHasEnded()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        Task<TimeSpan> pause = _time.NextTimerAsync();
        first.Fail();
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        Assert.False(pause.IsCompleted);
        second.Fail();
        _time.Advance(await pause);
        SentBatch firstAgain = await _cluster.AnswerNextAsync();
        SentBatch secondAgain = await AnswerRepeatAsync();

        AssertRepeated(first.Batch, firstAgain);
        AssertRepeated(second.Batch, secondAgain);
        await AssertAllWrittenAsync(app);
    }

    [Fact]
    public async Task BatchThatFails_BeforeOneThatIsWritten_IsSentAgainAlone()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        second.Answer();
        first.Fail();
        SentBatch again = await AnswerRepeatAsync();
        await AssertAllWrittenAsync(app);
        app.Logger.Say("next");
        SentBatch next = await _cluster.AnswerNextAsync();

        AssertRepeated(first.Batch, again);
        Assert.Equal((0, app.Delivery.Counts.Accepted - 1), (next.Epoch, next.FirstSequence));
    }

    [Fact]
    public async Task BatchOfASequenceThatIsNotAccepted_TakesTheOneBehindItIntoTheNewEpoch()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        first.Answer(AppendOutcome.OutOfOrder);
        second.Answer(AppendOutcome.OutOfOrder);
        SentBatch firstAgain = await _cluster.AnswerNextAsync();
        SentBatch secondAgain = await _cluster.AnswerNextAsync();

        Assert.Equal((1, 0L, false), (firstAgain.Epoch, firstAgain.FirstSequence, firstAgain.IsAhead));
        Assert.Equal((1, (long)firstAgain.RecordCount), (secondAgain.Epoch, secondAgain.FirstSequence));
        Assert.Equal(first.Batch.Payload, firstAgain.Payload);
        Assert.Equal(second.Batch.Payload, secondAgain.Payload);
        await AssertAllWrittenAsync(app);
    }

    [Fact]
    public async Task BatchThatIsRefused_TakesTheOneBehindItIntoTheNewEpoch()
    {
        await using LoggingApp app = App();
        (StalledCall first, StalledCall second) = await SendTwoAsync(app);

        first.Answer(AppendOutcome.Refused);
        second.Answer(AppendOutcome.OutOfOrder);
        SentBatch again = await _cluster.AnswerNextAsync();

        Assert.Equal((1, 0L), (again.Epoch, again.FirstSequence));
        Assert.Equal(second.Batch.Payload, again.Payload);
    }

    private LoggingApp App() => new(_cluster, Some.Options(capacityBytes: 256 * 1024, flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero), _time);

    // Two batches in flight: of the first record, and of what filled a batch meanwhile. Nothing waits behind them but a part of a batch.
    private async Task<(StalledCall First, StalledCall Second)> SendTwoAsync(LoggingApp app)
    {
        app.Logger.Say("first");
        StalledCall first = await _cluster.NextCallAsync();
        Fill(app, 20);
        return (first, await _cluster.NextCallAsync());
    }

    // Of kilobytes, 15 fit into the smallest batch, and 60 into the next larger one.
    private static void Fill(LoggingApp app, int kilobytes)
    {
        for (int i = 0; i < kilobytes; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));
        }
    }

    // What is sent again after the pause that follows a failure.
    private async Task<SentBatch> AnswerRepeatAsync()
    {
        _time.Advance(await _time.NextTimerAsync());
        return await _cluster.AnswerNextAsync();
    }

    private static void AssertRepeated(SentBatch sent, SentBatch again)
    {
        Assert.Equal((sent.Epoch, sent.FirstSequence, sent.RecordCount, false), (again.Epoch, again.FirstSequence, again.RecordCount, again.IsAhead));
        Assert.Equal(sent.Payload, again.Payload);
    }

    private async Task AssertAllWrittenAsync(LoggingApp app)
    {
        await _cluster.AnswerNextAsync();                       // of what did not fill a batch
        await app.Delivery.FlushAsync().OrHung("the flush");
        Assert.Equal((app.Delivery.Counts.Accepted, 0L), (app.Delivery.Counts.Written, app.Delivery.Counts.Dropped));
    }
}
