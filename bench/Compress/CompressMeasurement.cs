namespace LogActors.Bench;

/// <summary>One run of one case of <c>compress</c>; the members are those of the JSON file. What cannot be told of another program is 0.</summary>
internal sealed record CompressMeasurement(string Case, double MiBPerSecond, double MiBPerCpuSecond, double Ratio, double CheckMiBPerSecond, double PeakMiB, double PeakAddedMiB, int Run);
