namespace LogActors.Bench;

/// <summary>A cluster without a network, which answers at once or never.</summary>
internal sealed class PlayedCluster(bool answers) : ILogCluster
{
    public string? ConnectFailure => null;

    public bool IsConnected => true;

    public void Start()
    {
    }

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        if (!answers)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = batch.FirstSequence + batch.RecordCount - 1 };
    }

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
