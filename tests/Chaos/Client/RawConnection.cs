namespace LogActors.Chaos;

/// <summary>A connection of a raw producer: the provider's own Orleans client, without its buffer and sender, thrown away and made again now and then.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RawConnection(ClusterAddress address) : IAsyncDisposable
{
    private static readonly LogFileName File = LogFileName.Parse(ClientArguments.LogFile);

    private readonly List<Task> _leaving = [];
    private LogCluster _cluster = Open(address);

    /// <summary>Sends a batch once. The only place that knows how a level is asked for: so far each log file has one, and the receipt says which it was.</summary>
    public async Task<AppendReceipt> AppendAsync(RecordBatch batch, TimeSpan timeout)
    {
        using CancellationTokenSource late = new(timeout);
        return await _cluster.AppendAsync(File, batch, late.Token);
    }

    /// <summary>Goes on over a new connection; the old one ends in the background, and a call that it has under way may still arrive.</summary>
    public void Reconnect()
    {
        _leaving.RemoveAll(task => task.IsCompleted);
        _leaving.Add(_cluster.DisposeAsync().AsTask());
        _cluster = Open(address);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Task.WhenAll(_leaving);
    }

    private static LogCluster Open(ClusterAddress address)
    {
        LogCluster cluster = new(new ConfiguredCluster(address), TimeProvider.System);
        cluster.Start();
        return cluster;
    }
}
