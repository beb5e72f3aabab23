using System.Globalization;

namespace LogActors.Bench;

/// <summary>How long appends take that meet the roll to the next segment, beside those that do not, and beside those to a log file that never rolls.</summary>
internal static class RollCommand
{
    public const string Name = "roll";

    private const double GoalMilliseconds = 5;

    public static Task<int> RunAsync(RollArguments asked, CancellationToken cancellationToken) => new Rounds<(int Run, string Name), RollMeasurement>
    {
        Measure = (run, workDirectory, cancellation) => ChildRun.MakeAsync<RollMeasurement>(
            (directory, resultPath) => [RollMeasure.Name, run.Name, Text(run.Run), Text(asked.Seconds), Text(asked.MiBPerSecond), Text(asked.SegmentMiB), directory, resultPath],
            workDirectory,
            ChildRun.IdleAsTheSilo,
            cancellation),
        Describe = (run, result) => string.Create(CultureInfo.InvariantCulture, $"round {run.Run}, {run.Name}: {result.Other}{(result.Rolls > 0 ? $"; {result.Rolls} rolls, met by {result.Met}" : "")}"),
        Report = Write,
    }.RunAsync(Plan(asked), asked.JsonPath, cancellationToken);

    // The two cases take turns, so that a slow minute of the machine hits both alike.
    private static IEnumerable<(int Run, string Name)> Plan(RollArguments asked) =>
        from run in Enumerable.Range(1, asked.Rounds) from name in (string[])[RollMeasure.Rolls, RollMeasure.None] select (run, name);

    private static void Write(TextWriter output, IReadOnlyList<RollMeasurement> runs)
    {
        output.WriteLine("appends                    count  p50 ms  p99 ms (min-max)         max ms");
        RollMeasurement[] rolling = [.. runs.Where(run => run.Rolls > 0)];
        Row(output, "that met a roll", [.. rolling.Select(run => run.Met)]);
        Row(output, "that did not", [.. rolling.Select(run => run.Other)]);
        Row(output, "without rolls", [.. runs.Where(run => run.Rolls == 0).Select(run => run.Other)]);
        if (rolling.Length > 0)
        {
            double met = Spread.Of(rolling.Select(run => run.Met.P99)).Median;
            double other = Spread.Of(rolling.Select(run => run.Other.P99)).Median;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rolling.Sum(run => run.Rolls)} rolls: p99 {met:0.00} ms with a roll, {other:0.00} ms without: {met / other:0.0} x, {met - other:+0.00;-0.00} ms; the goal is at most +{GoalMilliseconds} ms."));
        }
    }

    private static void Row(TextWriter output, string name, AppendLatency[] runs)
    {
        if (runs.Length > 0)
        {
            Spread p99 = Spread.Of(runs.Select(run => run.P99));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-22} {runs.Sum(run => run.Count),9:N0}  {Spread.Of(runs.Select(run => run.P50)).Median,6:0.00}  {$"{p99.Median:0.00} ({p99.Min:0.00}-{p99.Max:0.00})",-22} {runs.Max(run => run.Max),8:0.00}"));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
