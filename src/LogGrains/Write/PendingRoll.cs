namespace LogActors;

/// <summary>Somebody who wants the present segment closed.</summary>
internal sealed class PendingRoll : PendingReceipt
{
    public override Guid ProducerId => Guid.Empty;

    public override int Epoch => 0;

    /// <summary>The segment that was closed last, once there has been an answer.</summary>
    public string? Closed { get; set; }
}
