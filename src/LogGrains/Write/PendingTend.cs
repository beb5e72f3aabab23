namespace LogActors;

/// <summary>Somebody who wants done what is due although there is nothing to write.</summary>
/// <param name="numbers">Closed segments that are to be deleted, whatever the limits of the log file are.</param>
internal sealed class PendingTend(IReadOnlyCollection<long> numbers) : PendingReceipt
{
    public override Guid ProducerId => Guid.Empty;

    public override int Epoch => 0;

    public IReadOnlyCollection<long> Numbers => numbers;

    /// <summary>The pass over the closed segments, once there has been an answer.</summary>
    public Task Pass { get; set; } = Task.CompletedTask;
}
