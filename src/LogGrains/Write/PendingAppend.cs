namespace LogActors;

/// <summary>A batch that waits for the writer loop, and the promise of its receipt.</summary>
internal sealed class PendingAppend(RecordBatch batch)
{
    private readonly TaskCompletionSource<AppendReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecordBatch Batch { get; } = batch;

    public int Bytes { get; } = batch.Records.Length;

    public Task<AppendReceipt> Receipt => _receipt.Task;

    /// <summary>What the ledger knew of the producer before this batch advanced it, if <see cref="Advanced"/>.</summary>
    public ProducerState? Before { get; set; }

    public bool Advanced { get; set; }

    /// <summary>Gives the batch's memory back and answers.</summary>
    public void Complete(AppendReceipt receipt)
    {
        Batch.Release();
        _receipt.TrySetResult(receipt);
    }
}
