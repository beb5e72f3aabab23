namespace LogActors.Bench;

/// <summary>One run of one case; the members are those of the JSON file.</summary>
internal sealed record Measurement(
    string Case,
    string Format,
    int Applications,
    int Threads,
    int Processes,
    int Records,
    double RecordsPerSecond,
    double CpuNanosecondsPerRecord,
    double CallerBytesPerRecord,
    long PeakMemoryBytes,
    double FileBytesPerRecord,
    int Run);
