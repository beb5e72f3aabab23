namespace LogActors.Fuzz;

/// <summary>What came of a target's inputs; the members are those of the JSON file.</summary>
/// <param name="Target">The target.</param>
/// <param name="Seed">The seed of the inputs.</param>
/// <param name="Inputs">How many were run.</param>
/// <param name="Accepted">How many of them the code took.</param>
/// <param name="Refused">How many it refused in a documented way.</param>
/// <param name="InputsPerSecond">Over the whole run.</param>
/// <param name="SlowestMilliseconds">The longest that one input took.</param>
/// <param name="MostAllocatedBytes">The most that one input allocated.</param>
/// <param name="Findings">Files with the inputs that broke a promise.</param>
internal sealed record FuzzResult(
    string Target, int Seed, long Inputs, long Accepted, long Refused, double InputsPerSecond, double SlowestMilliseconds, long MostAllocatedBytes, IReadOnlyList<string> Findings);
