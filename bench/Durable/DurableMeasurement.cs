namespace LogActors.Bench;

/// <summary>One run of one case of <c>durable</c>; the members are those of the JSON file.</summary>
internal sealed record DurableMeasurement(
    string Case, int Callers, double BatchesPerSecond, double P50Milliseconds, double P99Milliseconds, double CpuMicrosecondsPerBatch, double SiloCpuMicrosecondsPerBatch, int Run);
