using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>Stands between the provider's sender and the silo, and notes each attempt and each receipt.</summary>
/// <remarks>
/// One sender uses it, and begins its calls one after another. Sequences are noted as the application counts its records, whatever epoch the sender has begun: a batch is known by its bytes, which the sender leaves
/// alone until it has a receipt.
/// </remarks>
internal sealed class WatchedCluster(ILogCluster inner, HistoryWriter history, AckWatch watch) : ILogCluster
{
    private readonly ConcurrentDictionary<byte[], long> _firsts = new();
    private long _next;

    public void Start() => inner.Start();

    public string? ConnectFailure => inner.ConnectFailure;

    public bool IsConnected => inner.IsConnected;

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        inner.SyncAsync(file, producer, epoch, sequence, cancellationToken);

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        byte[] bytes = MemoryMarshal.TryGetArray(batch.Records, out ArraySegment<byte> segment) ? segment.Array! : throw new CampaignException("A batch of the provider is no array.");
        if (!_firsts.TryGetValue(bytes, out long first))
        {
            first = _next;
            _firsts[bytes] = first;
            _next += batch.RecordCount;
        }

        long offset = first - batch.FirstSequence;
        long begun = HistoryWriter.Now();
        history.Invoke(batch.Epoch, first, batch.RecordCount);
        try
        {
            AppendReceipt receipt = await inner.AppendAsync(file, batch, cancellationToken);
            history.Answer(batch.Epoch, first, batch.RecordCount, receipt with { LastSequence = receipt.LastSequence < 0 ? receipt.LastSequence : receipt.LastSequence + offset });
            watch.Answered(begun, receipt);
            if (receipt.Outcome == AppendOutcome.Appended)
            {
                _firsts.TryRemove(bytes, out _);
            }

            return receipt;
        }
        catch
        {
            history.Unknown(batch.Epoch, first, batch.RecordCount);
            throw;
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
