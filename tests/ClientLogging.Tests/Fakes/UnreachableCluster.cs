namespace LogActors.Tests;

/// <summary>Never answers: each call ends when the caller gives up.</summary>
internal sealed class UnreachableCluster : ILogCluster
{
    private readonly TaskCompletionSource<AppendReceipt> _never = new();
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the first call.</summary>
    public Task Called => _called.Task.OrHung("a call to the cluster");

    public string? ConnectFailure => null;

    public bool IsConnected => false;

    public void Start()
    {
    }

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable });

    public Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        _called.TrySetResult();
        return _never.Task.WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
