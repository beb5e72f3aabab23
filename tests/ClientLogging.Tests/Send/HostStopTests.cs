using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>A host that stops the delivery before it disposes of it: the two share one time-out.</summary>
[Collection(nameof(StandardErrorCapture))]
public sealed class HostStopTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly WatchedTime _time = new();

    [Fact]
    public async Task StopAndDispose_UnreachableCluster_ShareOneDeadline()
    {
        using StandardErrorCapture error = new();
        UnreachableCluster nobody = new();
        LoggingApp app = new(nobody, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");

        Task stopped = service.StopAsync(CancellationToken.None);
        TimeSpan due = await _time.NextTimerAsync();
        _time.Advance(due);
        await stopped.OrHung("the end of the host's service");
        app.Logger.Say("2");
        await app.DisposeAsync().AsTask().OrHung("the end of the provider");

        Assert.Equal(Limit, due);
        Assert.Equal(2, app.Delivery.Dropped(DropReason.ShutdownTimeout, LogLevel.Information));
    }

    [Fact]
    public async Task Stop_HostGivesUpFirst_LeavesTheRestToDispose()
    {
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");
        StalledCall call = await cluster.NextCallAsync();

        await service.StopAsync(new CancellationToken(canceled: true)).OrHung("the end of the host's service");
        Task disposed = app.Provider.DisposeAsync().AsTask();
        call.Answer();
        await disposed.OrHung("the end of the provider");

        Assert.Equal(new DeliveryCounts(1, 1, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Log_BetweenStopAndDispose_IsDelivered()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");
        await service.StopAsync(CancellationToken.None);

        app.Logger.Say("2");
        await app.DisposeAsync();

        Assert.Equal(["1", "2"], silo.Messages);
    }

    [Fact]
    public async Task Log_LongAfterTheDrainWhileTheHostStillStops_IsDelivered()
    {
        PromptSilo silo = new();
        LoggingApp app = new(silo, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");
        await service.StopAsync(CancellationToken.None).OrHung("the end of the host's service");
        _time.Advance(Limit * 3);                               // another service takes its time

        app.Logger.Say("order 17 was rolled back", LogLevel.Error);
        await app.Delivery.FlushAsync().OrHung("the flush");
        await app.DisposeAsync();

        Assert.Equal(["1", "order 17 was rolled back"], silo.Messages);
        Assert.Equal(0, app.Delivery.Counts.Dropped);
    }

    [Fact]
    public async Task Stop_TimeoutDuringTheDrain_LeavesTheSendersAtWork()
    {
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");
        StalledCall call = await cluster.NextCallAsync();
        Task stopped = service.StopAsync(CancellationToken.None);
        _time.Advance(await _time.NextTimerAsync());
        await stopped.OrHung("the end of the host's service");

        call.Answer();
        await app.Delivery.FlushAsync().OrHung("the flush");
        await app.DisposeAsync();

        Assert.Equal(new DeliveryCounts(1, 1, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Dispose_AfterADrainThatWaited_HasTheRestOfTheTimeout()
    {
        using StandardErrorCapture error = new();
        StallingCluster cluster = new();
        LoggingApp app = new(cluster, Some.Options(shutdownTimeout: Limit), _time);
        LogDeliveryService service = new(app.Delivery);
        app.Logger.Say("1");
        StalledCall call = await cluster.NextCallAsync();
        Task stopped = service.StopAsync(CancellationToken.None);
        await _time.NextTimerAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        call.Answer();
        await stopped.OrHung("the end of the host's service");
        _time.Advance(TimeSpan.FromMinutes(1));                 // the application's end does not wait for us meanwhile
        app.Logger.Say("2");
        await cluster.NextCallAsync();

        Task disposed = app.Provider.DisposeAsync().AsTask();
        TimeSpan due = await _time.NextTimerAsync();
        _time.Advance(due);
        await disposed.OrHung("the end of the provider");

        Assert.Equal(TimeSpan.FromSeconds(3), due);
        Assert.Equal(new DeliveryCounts(2, 1, 1), app.Delivery.Counts);
    }

    [Fact]
    public async Task Stop_AfterDispose_Completes()
    {
        LoggingApp app = new(new PromptSilo());
        LogDeliveryService service = new(app.Delivery);
        await app.DisposeAsync();

        await service.StopAsync(CancellationToken.None).OrHung("the end of the host's service");

        Assert.Equal(0, app.Delivery.Counts.Accepted);
    }
}
