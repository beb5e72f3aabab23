using NodaTime;

namespace LogActors;

/// <summary>A segment that the log file has made and left.</summary>
/// <param name="Number">Which of the log file's segments, as its journals count them.</param>
/// <param name="FileName">The name of the file that holds it now, in the folder of the log file.</param>
/// <param name="Bytes">The length of that file.</param>
/// <param name="ClosedAt">When it was left, to 100 ns.</param>
internal sealed record ClosedSegment(long Number, string FileName, long Bytes, Instant ClosedAt);
