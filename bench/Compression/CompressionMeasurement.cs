namespace LogActors.Bench;

/// <summary>One run of <c>compression</c>; the members are those of the JSON file.</summary>
/// <param name="Without">Appends of each time without compression.</param>
/// <param name="With">Appends of each time with it.</param>
/// <param name="CompressedMiBPerSecond">How fast the segment was read and written meanwhile, at least.</param>
/// <param name="Run">Which run it is, from 1.</param>
internal sealed record CompressionMeasurement(IReadOnlyList<AppendLatency> Without, IReadOnlyList<AppendLatency> With, double CompressedMiBPerSecond, int Run);
