namespace LogActors;

/// <summary>What a log file takes up, for the limit of the whole log root.</summary>
/// <param name="Name">The log file.</param>
/// <param name="Segments">Its closed segments, in any order.</param>
/// <param name="CurrentBytes">The length of its current segment, or of the last one if there is none.</param>
internal readonly record struct RetainedFile(LogFileName Name, IReadOnlyList<ClosedSegment> Segments, long CurrentBytes);
