namespace LogActors;

/// <summary>Stops the silo when no application has been connected for a while.</summary>
internal sealed class IdleExit : IHostedService, IDisposable
{
    // The application that started the silo may itself be slow to start.
    private static readonly TimeSpan FirstConnectionWithin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly GatewayConnections _connections;
    private readonly TimeSpan _linger;
    private readonly ITimer _timer;

    public IdleExit(GatewayConnections connections, IHostApplicationLifetime lifetime, TimeProvider time, TimeSpan linger)
    {
        _connections = connections;
        _linger = linger;
        _timer = time.CreateTimer(
            _ =>
            {
                if (connections.Open == 0)
                {
                    lifetime.StopApplication();
                }
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer.Change(FirstConnectionWithin, Timeout.InfiniteTimeSpan);
        _connections.Changed += Restart;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _connections.Changed -= Restart;
        return Task.CompletedTask;
    }

    public void Dispose() => _timer.Dispose();

    // Each connection tells its number on its own thread, so the numbers may come out of order. The one that is told last sees the last count.
    private void Restart(int open)
    {
        lock (_gate)
        {
            _timer.Change(_connections.Open == 0 ? _linger : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
