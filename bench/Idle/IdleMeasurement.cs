namespace LogActors.Bench;

/// <summary>What one process has measured at rest.</summary>
/// <param name="Kind">With or without the provider.</param>
/// <param name="ResidentBytes">Memory of the application's process.</param>
/// <param name="SiloBytes">Memory of the silo's process; 0 without one.</param>
internal sealed record IdleMeasurement(string Kind, long ResidentBytes, long SiloBytes);
