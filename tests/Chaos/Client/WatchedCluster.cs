namespace LogActors.Chaos;

/// <summary>Stands between the provider's sender and the silo, and notes each attempt and each receipt.</summary>
/// <remarks>
/// One sender uses it, with one call at a time. Sequences are noted as the application counts its records: where the sender has begun a new epoch, from the first record of the batch
/// that it repeats.
/// </remarks>
internal sealed class WatchedCluster(ILogCluster inner, HistoryWriter history, AckWatch watch) : ILogCluster
{
    private int _epoch;
    private long _offset;
    private long _lastFirst;

    public void Start() => inner.Start();

    public string? ConnectFailure => inner.ConnectFailure;

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        inner.SyncAsync(file, producer, epoch, sequence, cancellationToken);

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Epoch != _epoch)
        {
            _offset += _lastFirst;
            _epoch = batch.Epoch;
        }

        _lastFirst = batch.FirstSequence;
        long first = batch.FirstSequence + _offset;
        long begun = HistoryWriter.Now();
        history.Invoke(_epoch, first, batch.RecordCount);
        try
        {
            AppendReceipt receipt = await inner.AppendAsync(file, batch, cancellationToken);
            history.Answer(_epoch, first, batch.RecordCount, receipt with { LastSequence = receipt.LastSequence < 0 ? receipt.LastSequence : receipt.LastSequence + _offset });
            watch.Answered(begun, receipt);
            return receipt;
        }
        catch
        {
            history.Unknown(_epoch, first, batch.RecordCount);
            throw;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
