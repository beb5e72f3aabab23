namespace LogActors.Chaos;

/// <summary>A disk that was cut off under a silo that ran on, by the clock of <see cref="HistoryWriter.Now"/>.</summary>
/// <remarks>
/// A flush that is under way at that time may report success although nothing of it has reached the disk, so what was sent before is promised for sure only by a receipt from
/// before. What is sent afterwards must not be acknowledged as durable at all.
/// </remarks>
/// <param name="Begun">Before this, the disk was whole.</param>
/// <param name="Done">From this on, nothing reaches it.</param>
internal sealed record DiskCut(long Begun, long Done);
