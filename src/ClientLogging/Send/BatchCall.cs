namespace LogActors;

/// <summary>A batch on its way, and its latest call.</summary>
internal sealed class BatchCall(PendingBatch batch, long started)
{
    public PendingBatch Batch { get; } = batch;

    /// <summary>The timestamp of its first call.</summary>
    public long Started { get; } = started;

    /// <summary>The epoch that it was sent in.</summary>
    public int Epoch { get; set; }

    /// <summary>Whether it was sent while the one before it had no answer.</summary>
    public bool IsAhead { get; set; }

    /// <summary>The answer, or what stands for it if the call failed. Never throws.</summary>
    public Task<AppendReceipt> Receipt { get; set; } = Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Faulted });
}
