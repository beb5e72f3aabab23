using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class FlushTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Flush_NothingLogged_IsDoneAtOnce()
    {
        await using LoggingApp app = App();

        Assert.True(app.Delivery.FlushAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Flush_RecordsUnderWayAndGathering_CompletesWhenAllOfThemAreSettled()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        app.Logger.Say("2");
        Task flush = app.Delivery.FlushAsync();

        first.Answer();
        StalledCall second = await _cluster.NextCallAsync();    // without a step of time: a flush hurries
        bool early = flush.IsCompleted;
        app.Logger.Say("3");
        second.Answer();
        await flush.OrHung("the flush");

        Assert.False(early, "The flush completed before the second record was settled.");
        Assert.Equal(["2"], second.Batch.Messages);
        Assert.Equal(new DeliveryCounts(3, 2, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Flush_BatchThatFails_CompletesWhenTheRepeatIsSettled()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall failed = await _cluster.NextCallAsync();
        Task flush = app.Delivery.FlushAsync();

        failed.Fail();
        TimeSpan due = await _time.NextTimerAsync();
        bool early = flush.IsCompleted;
        _time.Advance(due);
        await _cluster.AnswerNextAsync();
        await flush.OrHung("the flush");

        Assert.False(early, "The flush completed though the batch had failed.");
    }

    [Fact]
    public async Task Flush_Cancelled_ThrowsAndLeavesTheRecordsBuffered()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        using CancellationTokenSource cancelled = new();
        Task flush = app.Delivery.FlushAsync(cancellationToken: cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);
        first.Answer();
        await app.Delivery.FlushAsync().OrHung("the second flush");
        Assert.Equal(1, app.Delivery.Counts.Written);
    }

    [Fact]
    public async Task Flush_TwoLogFiles_CompletesWhenBothAreSettled()
    {
        await using LoggingApp app = new(_cluster, Some.Options(shutdownTimeout: TimeSpan.Zero, routes: ("Pay", "payments")), _time);
        app.Logger.Say("1");
        StalledCall orders = await _cluster.NextCallAsync();
        app.LoggerFor("Pay").Say("2");
        StalledCall payments = await _cluster.NextCallAsync();
        Task flush = app.Delivery.FlushAsync();

        orders.Answer();
        bool early = flush.IsCompleted;
        payments.Answer();
        await flush.OrHung("the flush");

        Assert.False(early, "The flush completed before both log files were settled.");
    }

    [Fact]
    public async Task Flush_ToTheDisk_AsksForWhatWasAcknowledged_UntilItIsThere()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        StalledCall call = await _cluster.NextCallAsync();
        _cluster.SyncAnswers.Enqueue(new AppendReceipt { Outcome = AppendOutcome.ShuttingDown });
        Task flush = app.Delivery.FlushAsync(AckLevel.Durable);

        bool asked = _cluster.Syncs.Count > 0;
        call.Answer();
        TimeSpan due = await _time.NextTimerAsync();
        _time.Advance(due);
        await flush.OrHung("the flush");

        Assert.False(asked, "The disk was asked for a record that was not written.");
        Assert.Equal([(0, 0L), (0, 0L)], _cluster.Syncs);
    }

    [Fact]
    public async Task Flush_ToTheDisk_OfRecordsThatAreGone_SaysSo()
    {
        await using LoggingApp app = App();
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        _cluster.SyncAnswers.Enqueue(new AppendReceipt { Outcome = AppendOutcome.OutOfOrder, LastSequence = -1 });

        IOException gone = await Assert.ThrowsAsync<IOException>(() => app.Delivery.FlushAsync(AckLevel.Durable));

        Assert.Contains("the silo has 0 of 1", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flush_AfterDisposeAndAFurtherRecord_Completes()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo);
        app.Logger.Say("1");
        await app.DisposeAsync();
        app.Logger.Say("2");

        await app.Delivery.FlushAsync().OrHung("the flush");

        Assert.Equal(new DeliveryCounts(2, 1, 1), app.Delivery.Counts);
    }

    private LoggingApp App() => new(_cluster, Some.Options(flushInterval: TimeSpan.FromSeconds(10), shutdownTimeout: TimeSpan.Zero), _time);
}
