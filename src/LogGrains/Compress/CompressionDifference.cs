namespace LogActors;

/// <summary>The first place where a compressed file does not hold what the segment does.</summary>
/// <param name="TextOffset">Which byte of the text it is; or the first of the frame that cannot be read.</param>
/// <param name="What">What differs: a sentence that says the frame too.</param>
internal sealed record CompressionDifference(long TextOffset, string What);
