using System.Globalization;
using System.Text.Json;

namespace LogActors.Fuzz;

/// <summary>Runs targets on inputs made from the corpus.</summary>
internal static class FuzzCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <returns>0 if nothing was found, 1 otherwise.</returns>
    public static int Run(FuzzArguments asked)
    {
        List<FuzzResult> results = [];
        foreach (string name in asked.Targets)
        {
            FuzzRun run = new(TargetCatalog.Create(name), SeedCorpus.Load(name), asked.Seed, asked.FindingsFolder);
            FuzzResult result = run.Run(asked.Inputs / asked.Targets.Count);
            results.Add(result);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Target}: {result.Inputs:N0} inputs, seed {result.Seed}, {result.InputsPerSecond:N0}/s, {result.Accepted:N0} accepted, {result.Refused:N0} refused, slowest {result.SlowestMilliseconds:N1} ms, most allocated {result.MostAllocatedBytes:N0} bytes, {result.Findings.Count} findings"));
        }

        if (asked.JsonPath is not null)
        {
            File.WriteAllText(asked.JsonPath, JsonSerializer.Serialize(results, Json));
        }

        return results.All(result => result.Findings.Count == 0) ? 0 : 1;
    }
}
