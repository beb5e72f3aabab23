using System.Globalization;

namespace LogActors.Bench;

/// <summary>What it costs that a log file has many closed segments: to open it, to roll for the first time, and to delete some of them.</summary>
internal static class SegmentsCommand
{
    public const string Name = "segments";

    private const double GoalActivationMilliseconds = 200;
    private const double GoalPassMilliseconds = 1000;

    public static Task<int> RunAsync(SegmentsArguments asked, CancellationToken cancellationToken) => new Rounds<(int Run, int Count), SegmentsMeasurement>
    {
        Measure = (run, workDirectory, cancellation) => ChildRun.MakeAsync<SegmentsMeasurement>(
            (directory, resultPath) => [SegmentsMeasure.Name, Text(run.Count), Text(run.Run), Text(asked.Deleted), directory, resultPath], workDirectory, ChildRun.IdleAsTheSilo, cancellation),
        Describe = (run, result) => string.Create(
            CultureInfo.InvariantCulture, $"round {run.Run}, {run.Count} segments: open in {result.ActivationMilliseconds:0.0} ms, {result.Deleted} deleted in {result.PassMilliseconds:0.0} ms"),
        Report = Write,
    }.RunAsync(Plan(asked), asked.JsonPath, cancellationToken);

    // The cases take turns, so that a slow minute of the machine hits all alike.
    private static IEnumerable<(int Run, int Count)> Plan(SegmentsArguments asked) =>
        from run in Enumerable.Range(1, asked.Rounds) from count in asked.Counts select (run, count);

    private static void Write(TextWriter output, IReadOnlyList<SegmentsMeasurement> runs)
    {
        output.WriteLine("segments  open ms (min-max)       KiB  first roll ms (max)  deleted  pass ms (min-max)       KiB");
        var cases = runs.GroupBy(run => run.Count).OrderBy(group => group.Key).ToArray();
        foreach (IGrouping<int, SegmentsMeasurement> group in cases)
        {
            Spread open = Spread.Of(group.Select(run => run.ActivationMilliseconds));
            Spread roll = Spread.Of(group.Select(run => run.RollMilliseconds));
            Spread pass = Spread.Of(group.Select(run => run.PassMilliseconds));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key,8}  {$"{open.Median:0.0} ({open.Min:0.0}-{open.Max:0.0})",-20} {Median(group, run => run.ActivationKiB),6:N0}  {$"{roll.Median:0.0} ({roll.Max:0.0})",-19}  {group.First().Deleted,7}  {$"{pass.Median:0.0} ({pass.Min:0.0}-{pass.Max:0.0})",-20} {Median(group, run => run.PassKiB),6:N0}"));
        }

        double few = Median(cases[0], run => run.ActivationMilliseconds);
        double many = Median(cases[^1], run => run.ActivationMilliseconds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{cases[^1].Key} segments: open in {many:0.0} ms, {many / few:0.0} x those of {cases[0].Key}; a pass that deletes {cases[^1].First().Deleted} in {Median(cases[^1], run => run.PassMilliseconds):0.0} ms; the goals are below {GoalActivationMilliseconds} and {GoalPassMilliseconds} ms."));
    }

    private static double Median(IEnumerable<SegmentsMeasurement> runs, Func<SegmentsMeasurement, double> value) => Spread.Of(runs.Select(value)).Median;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
