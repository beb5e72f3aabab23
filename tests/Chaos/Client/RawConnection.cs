namespace LogActors.Chaos;

/// <summary>A connection of a raw producer: the provider's own way to the silo, without its buffer and sender, thrown away and made again now and then.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class RawConnection(ClientArguments arguments) : IAsyncDisposable
{
    private static readonly LogFileName File = LogFileName.Parse(ClientArguments.LogFile);

    private readonly List<Task> _leaving = [];
    private ILogCluster _cluster = Open(arguments);

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
        _cluster = Open(arguments);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Task.WhenAll(_leaving);
    }

    private static ILogCluster Open(ClientArguments arguments)
    {
        ILogCluster cluster = arguments.Open();
        cluster.Start();
        return cluster;
    }
}
