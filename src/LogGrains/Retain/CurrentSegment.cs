namespace LogActors;

/// <summary>What a pass over the closed segments has to know of the current one.</summary>
/// <param name="Number">Its number, or that of the last one if there is none. All before it are closed, and have their names.</param>
/// <param name="Bytes">Its length.</param>
internal readonly record struct CurrentSegment(long Number, long Bytes);
