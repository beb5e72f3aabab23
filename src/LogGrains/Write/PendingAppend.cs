namespace LogActors;

/// <summary>A batch that waits for the writer loop. It counts against a budget until it has its answer, which also gives its memory back.</summary>
internal sealed class PendingAppend(RecordBatch batch, PendingBudget? budget = null, SiloInstruments? instruments = null) : PendingReceipt
{
    public RecordBatch Batch { get; } = batch;

    public int Bytes { get; } = batch.HeldBytes;

    public override Guid ProducerId => Batch.ProducerId;

    public override int Epoch => Batch.Epoch;

    /// <summary>What the ledger knew of the producer before this batch advanced it, if <see cref="Advanced"/>.</summary>
    public ProducerState? Before { get; set; }

    public bool Advanced { get; set; }

    /// <summary>What it is told once its lines are in the file; <see langword="null"/> if they have to be on the disk.</summary>
    public AppendReceipt? Answer { get; set; }

    protected override void OnCompleted(AppendOutcome outcome)
    {
        Batch.Release();
        budget?.Give(Batch.ProducerId, Bytes);
        instruments?.Answered(outcome);
    }
}
