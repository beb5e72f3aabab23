using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class ShutdownTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly WatchedTime _time = new();

    [Fact]
    public async Task DisposeAsync_UnreachableCluster_DropsWhatIsLeftAtTheTimeoutAndSaysSo()
    {
        using StandardErrorCapture error = new();
        UnreachableCluster nobody = new();
        LoggingApp app = new(nobody, Some.Options(shutdownTimeout: Limit), _time);
        app.Logger.Say("1");
        await nobody.Called;
        app.Logger.Say("2", LogLevel.Error);
        app.Logger.Say("3");

        Task disposed = app.Provider.DisposeAsync().AsTask();
        TimeSpan due = await _time.NextTimerAsync();
        bool early = disposed.IsCompleted;
        _time.Advance(due);
        await disposed.OrHung("the end of the provider");

        Assert.Equal(Limit, due);
        Assert.False(early, "The provider gave up before the time-out.");
        Assert.Equal(2, app.Delivery.Dropped(DropReason.ShutdownTimeout, LogLevel.Information));
        Assert.Equal(1, app.Delivery.Dropped(DropReason.ShutdownTimeout, LogLevel.Error));
        Assert.Equal(new DeliveryCounts(3, 0, 3), app.Delivery.Counts);
        Assert.Contains("LogActors: 3 records could not be delivered within 5 s: 2 are lost, and 1 may be lost, for which no answer has come.", error.Lines);
    }

    [Fact]
    public async Task DisposeAsync_TimeoutOfZero_GivesUpAtOnce()
    {
        using StandardErrorCapture error = new();
        UnreachableCluster nobody = new();
        LoggingApp app = new(nobody, Some.Options(shutdownTimeout: TimeSpan.Zero));
        app.Logger.Say("1");

        await app.DisposeAsync();

        Assert.Contains(error.Lines, line => line.StartsWith("LogActors: 1 records could not be delivered within 0 s and "));   // whether a call was made is a race
    }

    [Fact]
    public async Task DisposeAsync_TimeoutDuringTheOnlyCall_SaysThatItsRecordsMayBeLost()
    {
        using StandardErrorCapture error = new();
        UnreachableCluster nobody = new();
        LoggingApp app = new(nobody, Some.Options(shutdownTimeout: TimeSpan.Zero));
        app.Logger.Say("1");
        await nobody.Called;

        await app.DisposeAsync();

        Assert.Contains("LogActors: 1 records could not be delivered within 0 s and may be lost: no answer has come for them.", error.Lines);
    }

    [Fact]
    public async Task DisposeAsync_TimeoutAfterAnAnswerThatTurnsTheBatchAway_SaysThatItsRecordsAreLost()
    {
        using StandardErrorCapture error = new();
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: TimeSpan.Zero), _time);
        app.Logger.Say("1");
        await cluster.AnswerNextAsync(AppendOutcome.Busy);
        await _time.NextTimerAsync();

        await app.DisposeAsync();

        Assert.Equal(["LogActors: 1 records could not be delivered within 0 s and are lost. The last reason: Busy."], error.Lines);
    }

    [Fact]
    public async Task DisposeAsync_BetweenTwoAttempts_WaitsForTheRepeat()
    {
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: Limit), _time);
        app.Logger.Say("1");
        (await cluster.NextCallAsync()).Fail();
        TimeSpan retry = await _time.NextTimerAsync();

        Task disposed = app.Provider.DisposeAsync().AsTask();
        _time.Advance(retry);
        await cluster.AnswerNextAsync();
        await disposed.OrHung("the end of the provider");

        Assert.Equal(new DeliveryCounts(1, 1, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task DisposeAsync_TimeoutBetweenTwoAttempts_GivesUp()
    {
        using StandardErrorCapture error = new();
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: Limit), _time);
        app.Logger.Say("1");
        (await cluster.NextCallAsync()).Answer(AppendOutcome.Busy, TimeSpan.FromHours(1));
        await _time.NextTimerAsync();

        Task disposed = app.Provider.DisposeAsync().AsTask();
        await _time.NextTimerAsync();
        for (int i = 0; i < 3 && !disposed.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));             // what lies between retry and limit needs calls that nobody answers
        }

        await disposed.OrHung("the end of the provider");

        Assert.Equal(1, app.Delivery.Dropped(DropReason.ShutdownTimeout, LogLevel.Information));
    }

    [Fact]
    public async Task DisposeAsync_SiloTurnsRecordsAway_SaysWithTheLossWhy()
    {
        using StandardErrorCapture error = new();
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: TimeSpan.FromSeconds(2)), _time);
        app.Logger.Say("1");
        (await cluster.NextCallAsync()).Answer(AppendOutcome.DiskFull, TimeSpan.FromHours(1), "No space left.");
        await _time.NextTimerAsync();

        Task disposed = app.Provider.DisposeAsync().AsTask();
        await _time.NextTimerAsync();
        _time.Advance(TimeSpan.FromSeconds(2));              // before the next attempt
        await disposed.OrHung("the end of the provider");

        Assert.Equal(["LogActors: 1 records could not be delivered within 2 s and are lost. The last reason: DiskFull: No space left."], error.Lines);
    }

    [Fact]
    public async Task DisposeAsync_RecordsThatGather_AreDeliveredWithoutWaitingForFlushInterval()
    {
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(flushInterval: TimeSpan.FromSeconds(10), shutdownTimeout: Limit), _time);
        app.Logger.Say("1");
        await cluster.AnswerNextAsync();
        app.Logger.Say("2");
        await _time.NextTimerAsync();

        Task disposed = app.Provider.DisposeAsync().AsTask();
        SentBatch last = await cluster.AnswerNextAsync();
        await disposed.OrHung("the end of the provider");

        Assert.Equal(["2"], last.Messages);
    }

    [Fact]
    public async Task DisposeAsync_DropsNotYetReported_AreReportedAtTheEnd()
    {
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(capacityBytes: 64 * 1024, maxRecordBytes: 4096, shutdownTimeout: Limit), _time);
        app.Logger.Say("first");
        StalledCall call = await cluster.NextCallAsync();
        while (app.Delivery.Counts.Dropped == 0)
        {
            app.Logger.Say(Some.Kilobyte("more"));
        }

        Task disposed = app.Provider.DisposeAsync().AsTask();
        List<SentRecord> arrived = [];
        while (true)
        {
            arrived.AddRange(call.Batch.Records);
            call.Answer();
            if (arrived[^1].Event.Name == "RecordsDropped")
            {
                break;
            }

            call = await cluster.NextCallAsync();
        }

        await disposed.OrHung("the end of the provider");
        Assert.Equal(1L, arrived[^1]["Dropped"]);
        Assert.Equal(app.Delivery.Counts.Written, arrived.Count - 1);
    }

    [Fact]
    public void Dispose_Synchronously_DeliversWhatIsBuffered()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo);
        app.Logger.Say("1");
        app.Logger.Say("2");

        app.Provider.Dispose();

        Assert.Equal(["1", "2"], silo.Messages);
        Assert.Equal(new DeliveryCounts(2, 2, 0), app.Delivery.Counts);
    }

    [Fact]
    public void Dispose_OnAThreadWithASynchronizationContext_Ends()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo);
        app.Logger.Say("1");
        Thread thread = new(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new NeverPumped());
            app.Provider.Dispose();
        });

        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "Hung: the provider was not disposed.");
        Assert.Equal(["1"], silo.Messages);
    }

    [Fact]
    public async Task Dispose_Twice_DoesNothingMore()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo);
        app.Logger.Say("1");

        app.Provider.Dispose();
        await app.Provider.DisposeAsync();
        app.Delivery.Dispose();

        Assert.Equal(["1"], silo.Messages);
    }

    [Fact]
    public async Task Log_AfterDispose_IsCountedAsClosed()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo);
        app.Logger.Say("before");
        app.Provider.Dispose();

        app.Logger.Say("after", LogLevel.Error);
        app.LoggerFor("Another.Category").Say("after");
        await app.DisposeAsync();

        Assert.Equal(["before"], silo.Messages);
        Assert.Equal(1, app.Delivery.Dropped(DropReason.Closed, LogLevel.Error));
        Assert.Equal(new DeliveryCounts(3, 1, 2), app.Delivery.Counts);
    }

    [Fact]
    public async Task Log_FirstRecordOfALogFileAfterDispose_IsCountedAsClosed()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo, Some.Options(routes: ("Pay", "payments")));
        app.Provider.Dispose();

        app.Logger.Say("after");
        app.LoggerFor("Pay").Say("after");
        app.LoggerFor("Pay").Say("after");
        await app.Delivery.FlushAsync().OrHung("the flush");
        await app.DisposeAsync();

        Assert.Empty(silo.Batches);
        Assert.Equal(3, app.Delivery.Dropped(DropReason.Closed, LogLevel.Information));
        Assert.Equal(new DeliveryCounts(3, 0, 3), app.Delivery.Counts);
    }

    // A user interface's context whose thread is busy disposing.
    private sealed class NeverPumped : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
