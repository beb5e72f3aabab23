namespace LogActors;

/// <summary>What another program has done to the current segment.</summary>
/// <param name="Kind">What.</param>
/// <param name="Length">How long the file is now.</param>
internal readonly record struct Disturbance(DisturbanceKind Kind, long Length);
