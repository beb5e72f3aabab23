namespace LogActors;

/// <summary>Stops the silo when no application has been connected for a while.</summary>
internal sealed class IdleExit : IHostedService, IDisposable
{
    // The application that started the silo may itself be slow to start.
    private static readonly TimeSpan FirstConnectionWithin = TimeSpan.FromSeconds(30);

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

    private void Restart(int open) => _timer.Change(open == 0 ? _linger : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
