namespace LogActors.Bench;

/// <summary>One run of one case of <c>segments</c>; the members are those of the JSON file.</summary>
/// <param name="Count">How many closed segments there were.</param>
/// <param name="ActivationMilliseconds">From a writer that is made until the receipt of its first batch.</param>
/// <param name="ActivationKiB">What was allocated in that time.</param>
/// <param name="RollMilliseconds">From the first roll that is asked for until it is answered.</param>
/// <param name="PassMilliseconds">How long the pass took that deleted some.</param>
/// <param name="PassKiB">What it allocated.</param>
/// <param name="Deleted">How many those were.</param>
/// <param name="Run">Which run it is, from 1.</param>
internal sealed record SegmentsMeasurement(int Count, double ActivationMilliseconds, double ActivationKiB, double RollMilliseconds, double PassMilliseconds, double PassKiB, int Deleted, int Run);
