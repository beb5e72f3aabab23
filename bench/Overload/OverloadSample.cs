namespace LogActors.Bench;

/// <summary>One second of <c>overload</c>; the members are those of the JSON file.</summary>
/// <param name="Second">Since the load began.</param>
/// <param name="ResidentMiB">The silo's resident memory.</param>
/// <param name="OfferedMiB">Payload that was sent so far, each attempt counted.</param>
/// <param name="AppendedMiB">Payload that was appended so far.</param>
/// <param name="Busy">Attempts so far that were told to come again later.</param>
/// <param name="Failed">Attempts so far without an answer in time.</param>
internal sealed record OverloadSample(int Second, double ResidentMiB, double OfferedMiB, double AppendedMiB, long Busy, long Failed);
