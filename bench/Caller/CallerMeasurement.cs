namespace LogActors.Bench;

/// <summary>What one process has measured.</summary>
/// <param name="Case">What the calls met.</param>
/// <param name="Round">Which round it was in, from 1.</param>
/// <param name="NanosecondsPerCall">The time of a call: the median of blocks of calls.</param>
/// <param name="BytesPerCall">What a call allocates on the caller's thread.</param>
internal sealed record CallerMeasurement(CallerCase Case, int Round, double NanosecondsPerCall, double BytesPerCall);
