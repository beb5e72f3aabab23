namespace LogActors;

/// <summary>What could be read of a catalogue: its longest valid beginning.</summary>
/// <param name="Segments">The segments by number, in no order.</param>
/// <param name="Length">How long that beginning is, in bytes; 0 if there is no header.</param>
/// <param name="Frames">How many frames about segments it has.</param>
/// <param name="Damage">What is wrong with the rest, or <see langword="null"/>.</param>
internal sealed record CatalogContent(Dictionary<long, ClosedSegment> Segments, int Length, int Frames, CatalogDamage? Damage);
