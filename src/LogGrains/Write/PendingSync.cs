namespace LogActors;

/// <summary>A producer who waits until what it has been told is written is on the disk.</summary>
internal sealed class PendingSync(Guid producerId, int epoch, long sequence) : PendingReceipt
{
    public override Guid ProducerId => producerId;

    public override int Epoch => epoch;

    /// <summary>The last sequence that it was told is written.</summary>
    public long Sequence => sequence;
}
