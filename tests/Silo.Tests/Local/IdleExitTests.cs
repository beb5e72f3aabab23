using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

public sealed class IdleExitTests : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly GatewayConnections _connections = new();
    private readonly StopSwitch _lifetime = new();
    private readonly IdleExit _exit;

    public IdleExitTests() => _exit = new IdleExit(_connections, _lifetime, _time, Linger);

    [Fact]
    public async Task Silo_ThatNobodyConnectsTo_LeavesAfterAWhile()
    {
        await _exit.StartAsync(default);

        _time.Advance(TimeSpan.FromSeconds(29));
        bool early = _lifetime.Stopped;
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(early);
        Assert.True(_lifetime.Stopped);
    }

    [Fact]
    public async Task Silo_AfterTheLastConnection_LingersAndLeaves()
    {
        await _exit.StartAsync(default);
        (TaskCompletionSource first, Task firstGone) = Connect();
        (TaskCompletionSource second, Task secondGone) = Connect();

        first.SetResult();
        await firstGone;
        _time.Advance(TimeSpan.FromHours(1));
        bool whileConnected = _lifetime.Stopped;
        second.SetResult();
        await secondGone;
        _time.Advance(Linger - TimeSpan.FromTicks(1));
        bool early = _lifetime.Stopped;
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.False(whileConnected);
        Assert.False(early);
        Assert.True(_lifetime.Stopped);
    }

    [Fact]
    public async Task Silo_WithAConnectionWithinTheLinger_Stays()
    {
        await _exit.StartAsync(default);
        (TaskCompletionSource first, Task firstGone) = Connect();
        first.SetResult();
        await firstGone;

        Connect();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(_lifetime.Stopped);
    }

    /// <summary>Two connections close on two threads: the news that one is left arrives after the news that none is.</summary>
    [Fact]
    public async Task Silo_WithNewsOfConnectionsOutOfOrder_LeavesAllTheSame()
    {
        await _exit.StartAsync(default);
        (TaskCompletionSource first, Task firstGone) = Connect();
        (TaskCompletionSource second, Task secondGone) = Connect();
        bool nested = false;
        GatewayConnections connections = _connections;
        connections.Changed += Overtake;
        await _exit.StopAsync(default);
        await _exit.StartAsync(default);                        // now listens after the one that lets itself be overtaken

        first.SetResult();
        await firstGone;
        await secondGone;
        _time.Advance(Linger);

        Assert.True(nested);
        Assert.True(_lifetime.Stopped);

        void Overtake(int open)
        {
            if (!nested)
            {
                nested = true;
                second.SetResult();                             // its end runs to completion in here
            }
        }
    }

    public void Dispose() => _exit.Dispose();

    private (TaskCompletionSource End, Task Gone) Connect()
    {
        TaskCompletionSource end = new();
        return (end, _connections.Count(_ => end.Task)(new DefaultConnectionContext()));
    }

    private sealed class StopSwitch : IHostApplicationLifetime
    {
        public bool Stopped { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => Stopped = true;
    }
}
