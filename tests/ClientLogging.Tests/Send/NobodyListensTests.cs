using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class NobodyListensTests
{
    [Fact]
    public async Task Host_NoSiloListens_StartsBuffersAndStops()
    {
        using StandardErrorCapture error = new();
        IHost host = HostedApp.Builder(settings: [($"{HostedApp.Section}:Cluster:Gateways:0", "127.0.0.1:1"), ($"{HostedApp.Section}:ShutdownTimeout", "00:00:00.1")]).Build();

        await host.StartAsync().OrHung("the start of the host");
        host.Logger().Say("buffered");
        DeliveryCounts started = host.Delivery().Counts;
        await StopAsync(host);

        Assert.Equal((1, 1), (started.Accepted, started.Waiting));
        Assert.Contains(error.Lines, line => line.StartsWith("LogActors: 1 records could not be delivered within 0.1 s and ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_SiloAcceptsButNeverAnswers_StartsBuffersAndStops()
    {
        using StandardErrorCapture error = new();
        using TcpListener mute = new(IPAddress.Loopback, 0);
        mute.Start();
        IHost host = HostedApp.Builder(settings: [($"{HostedApp.Section}:Cluster:Gateways:0", mute.LocalEndpoint.ToString()), ($"{HostedApp.Section}:ShutdownTimeout", "00:00:00.1")]).Build();

        await host.StartAsync().OrHung("the start of the host");
        host.Logger().Say("buffered");
        using TcpClient connected = await mute.AcceptTcpClientAsync();
        await StopAsync(host);

        Assert.Contains(error.Lines, line => line.StartsWith("LogActors: 1 records could not be delivered within 0.1 s and ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_NothingLogged_StopsWithoutASilo()
    {
        using StandardErrorCapture error = new();
        IHost host = HostedApp.Builder(settings: [($"{HostedApp.Section}:Cluster:Gateways:0", "127.0.0.1:1"), ($"{HostedApp.Section}:ShutdownTimeout", "00:10:00")]).Build();

        await host.StartAsync().OrHung("the start of the host");
        await StopAsync(host);

        Assert.Empty(error.Lines);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "(Unable to connect to 127.0.0.1:1. Error: ConnectionRefused)")]
    [InlineData("nobody.invalid:30000", "(The host of gateway 'nobody.invalid:30000' cannot be looked up: ")]
    public async Task Host_NoSiloAnswersForTenSeconds_SaysWhy(string gateway, string expected)
    {
        using StandardErrorCapture error = new();
        WatchedTime time = new();
        await using LogCluster cluster = new(new ConfiguredCluster(new ClusterAddress([gateway], "logactors", "logactors")), time);

        cluster.Start();
        await time.NextTimerAsync();                            // the first attempt has failed
        time.Advance(TimeSpan.FromSeconds(10));
        await time.NextTimerAsync();                            // and the second

        Assert.Contains(expected, Assert.Single(error.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Levels_NoSiloAnswersForTenSeconds_SaysSoOnlyOnceSomethingIsToBeDelivered()
    {
        using StandardErrorCapture error = new();
        WatchedTime time = new();
        await using LogCluster cluster = new(new ConfiguredCluster(new ClusterAddress(["127.0.0.1:1"], "logactors", "logactors")), time);
        cluster.StartIfRunning();
        await time.NextTimerAsync();                            // the first attempt has failed
        time.Advance(TimeSpan.FromSeconds(10));
        await time.NextTimerAsync();                            // and the second
        string[] before = error.Lines;

        cluster.Start();
        time.Advance(TimeSpan.FromSeconds(10));
        await time.NextTimerAsync();

        Assert.Empty(before);
        Assert.Contains("does not answer yet", Assert.Single(error.Lines), StringComparison.Ordinal);
    }

    private static async Task StopAsync(IHost host)
    {
        LogDelivery delivery = host.Delivery();
        await host.StopAsync().OrHung("the stop of the host");
        await ((IAsyncDisposable)host).DisposeAsync().AsTask().OrHung("the end of the host");
        Assert.Equal(delivery.Counts.Accepted, delivery.Dropped(DropReason.ShutdownTimeout, LogLevel.Information));
    }
}
