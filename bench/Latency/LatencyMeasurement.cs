namespace LogActors.Bench;

/// <summary>What one run has measured: from the call of <c>Log</c> until another reader of the file finds the line.</summary>
/// <param name="Case">The logger.</param>
/// <param name="Rate">How many records were logged each second.</param>
/// <param name="Run">Which run, from 1.</param>
/// <param name="P50">Milliseconds; half of the records took no longer.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="P999">Milliseconds.</param>
/// <param name="Longest">Milliseconds.</param>
internal sealed record LatencyMeasurement(string Case, int Rate, int Run, double P50, double P99, double P999, double Longest);
