namespace LogActors.Bench;

/// <summary>One run of one case of <c>roll</c>; the members are those of the JSON file.</summary>
internal sealed record RollMeasurement(string Case, int Rolls, AppendLatency Other, AppendLatency Met, int Run);
