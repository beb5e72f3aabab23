using System.Diagnostics.Metrics;

namespace LogActors.Tests;

/// <summary>What the instruments of a provider say of how its batches fare.</summary>
public sealed class ClientInstrumentsTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Batch_ThatIsAcknowledged_IsMeasured()
    {
        await using LoggingApp app = App();
        using ClientReadings readings = new(app);
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1500));
        first.Answer();
        await app.Delivery.FlushAsync();
        app.Logger.Say("a longer one");

        SentBatch second = await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Equal([first.Batch.Payload.Length, second.Payload.Length], readings["batch.size"]);
        Assert.Equal([1.5, 0], readings["batch.duration"]);
    }

    [Fact]
    public async Task Batch_ThatIsSentAgain_IsCountedByWhyAndMeasuredOnce()
    {
        await using LoggingApp app = App();
        using ClientReadings readings = new(app);
        Action<StalledCall>[] disappointments =
        [
            call => call.Fail(), call => call.Answer(AppendOutcome.Busy), call => call.Answer(AppendOutcome.Busy), call => call.Answer(AppendOutcome.DiskFull),
            call => call.Answer(AppendOutcome.ShuttingDown), call => call.Answer((AppendOutcome)200),
        ];
        app.Logger.Say("1");
        TimeSpan waited = TimeSpan.Zero;
        foreach (Action<StalledCall> disappoint in disappointments)
        {
            disappoint(await _cluster.NextCallAsync());
            TimeSpan pause = await _time.NextTimerAsync();
            _time.Advance(pause);
            waited += pause;
        }

        await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Equal(
            [("faulted", 1), ("busy", 2), ("disk_full", 1), ("shutting_down", 1), ("other", 1), ("overtaken", 0)],
            new[] { "faulted", "busy", "disk_full", "shutting_down", "other", "overtaken" }.Select(reason => (reason, readings[$"batch.retries:{reason}"].Length)));
        Assert.Equal([waited.TotalSeconds], readings["batch.duration"]);
    }

    [Fact]
    public async Task Listener_ThatThrows_StopsNothing()
    {
        await using LoggingApp app = App();
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == app.Delivery.Instruments.Meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => throw new InvalidOperationException(instrument.Name));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => throw new InvalidOperationException(instrument.Name));
        listener.Start();
        app.Logger.Say("1");
        (await _cluster.NextCallAsync()).Answer(AppendOutcome.Busy);
        _time.Advance(await _time.NextTimerAsync());
        await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync().OrHung("a batch that a listener was told of");
        app.Logger.Say("2");
        await _cluster.AnswerNextAsync();

        await app.Delivery.FlushAsync().OrHung("the batch after it");

        Assert.Equal(new DeliveryCounts(2, 2, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Batch_OfASequenceThatIsNotAccepted_IsCountedAsOutOfOrder()
    {
        await using LoggingApp app = App();
        using ClientReadings readings = new(app);
        app.Logger.Say("1");

        await _cluster.AnswerNextAsync(AppendOutcome.OutOfOrder);
        await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Equal([1], readings["batch.retries:out_of_order"]);
    }

    [Fact]
    public async Task Batch_ThatOvertookTheOneBefore_IsCountedAsSuch()
    {
        await using LoggingApp app = App();
        using ClientReadings readings = new(app);
        app.Logger.Say("first");
        StalledCall first = await _cluster.NextCallAsync();
        for (int i = 0; i < 20; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));              // more than fits into a batch, which then does not wait
        }

        StalledCall second = await _cluster.NextCallAsync();
        second.Answer(AppendOutcome.OutOfOrder);
        first.Answer();
        await _cluster.AnswerNextAsync();
        await _cluster.AnswerNextAsync();
        await app.Delivery.FlushAsync();

        Assert.Equal([1], readings["batch.retries:overtaken"]);
        Assert.Empty(readings["batch.retries:out_of_order"]);
    }

    [Fact]
    public async Task Batch_ThatIsGivenUp_IsNotMeasured()
    {
        LoggingApp app = App();
        using ClientReadings readings = new(app);
        app.Logger.Say("1");
        await _cluster.NextCallAsync();

        await app.DisposeAsync();

        Assert.Equal(new DeliveryCounts(1, 0, 1), app.Delivery.Counts);
        Assert.Empty(readings["batch.size"]);
        Assert.Empty(readings["batch.duration"]);
        Assert.Empty(readings["batch.retries:faulted"]);
    }

    [Fact]
    public async Task Buffer_SaysItsLimit_AlsoAfterAChange()
    {
        await using LoggingApp app = App();
        using ClientReadings readings = new(app);

        double before = readings.Collect("buffer.limit");
        app.Options.Change(Some.Options(capacityBytes: 64 * 1024));

        Assert.Equal((256 * 1024, 64 * 1024), (before, readings.Collect("buffer.limit")));
    }

    [Fact]
    public async Task Connection_IsOneOrNone()
    {
        await using LoggingApp connected = App();
        await using LoggingApp alone = new(new UnreachableCluster(), Some.Options(shutdownTimeout: TimeSpan.Zero));
        using ClientReadings ofConnected = new(connected);
        using ClientReadings ofAlone = new(alone);

        Assert.Equal((1, 0), (ofConnected.Collect("connections.open"), ofAlone.Collect("connections.open")));
    }

    private LoggingApp App() => new(_cluster, Some.Options(capacityBytes: 256 * 1024, flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero), _time);
}
