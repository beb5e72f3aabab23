namespace LogActors;

/// <summary>Somebody who waits for the writer loop: for records to be in the file, or on the disk.</summary>
internal abstract class PendingReceipt
{
    private readonly TaskCompletionSource<AppendReceipt> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<AppendReceipt> Receipt => _receipt.Task;

    public abstract Guid ProducerId { get; }

    public abstract int Epoch { get; }

    /// <summary>What the receipt has to promise.</summary>
    public AckLevel Level { get; set; }

    /// <summary>Where in the segment the records end, once they are in it.</summary>
    public long End { get; set; }

    /// <summary>The producer's highest sequence that lies before <see cref="End"/>, and so is on the disk when that is.</summary>
    public long LastSequence { get; set; }

    /// <summary>Answers. Does nothing if there has been an answer.</summary>
    public void Complete(AppendReceipt receipt)
    {
        if (_receipt.TrySetResult(receipt))
        {
            OnCompleted(receipt.Outcome);
        }
    }

    protected virtual void OnCompleted(AppendOutcome outcome)
    {
    }
}
