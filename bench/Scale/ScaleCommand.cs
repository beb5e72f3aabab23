using System.Globalization;

namespace LogActors.Bench;

/// <summary>What many log files and many producers cost a silo, against one of each with the same number of records.</summary>
internal static class ScaleCommand
{
    public const string Name = "scale";

    public static Task<int> RunAsync(ScaleArguments asked, CancellationToken cancellationToken) => new Rounds<ScalePlan, ScaleMeasurement>
    {
        Measure = (plan, workDirectory, cancellation) => ChildRun.MakeAsync<ScaleMeasurement>(
            (directory, resultPath) => ScaleMeasure.Arguments(plan, directory, resultPath), workDirectory, ChildRun.IdleAsTheSilo, cancellation),
        Describe = (plan, result) => string.Create(
            CultureInfo.InvariantCulture,
            $"{plan}: {result.RecordsPerSecond:N0} records/s, {result.CpuNanosecondsPerRecord:N0} ns CPU, {result.SiloCpuNanosecondsPerRecord:N0} ns in the silo, which took {MiB(result.SiloPeakBytes):N0} MiB; busy {result.Busy:N0}, no answer {result.Unanswered:N0}"),
        Report = Write,
    }.RunAsync(ScalePlan.All(asked), asked.JsonPath, cancellationToken);

    private static void Write(TextWriter output, IReadOnlyList<ScaleMeasurement> runs)
    {
        output.WriteLine("log files x producers; records of one run as close to the number asked for as can be shared out evenly; median (min-max)");
        output.WriteLine("log files  producers    records  in a batch  records/s                        vs 1 x 1            first pass  CPU ns/record  in the silo  silo's peak MiB     in the end");
        foreach (var group in runs.GroupBy(run => (run.Files, run.Producers)))
        {
            ScaleMeasurement one = group.First();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key.Files,9}  {group.Key.Producers,9}  {one.Records,9:N0}  {one.RecordsPerBatch,10:N0}  {Of(group, run => run.RecordsPerSecond),-32} {Ratio(group, runs),-18} {Of(group, run => run.FirstRecordsPerSecond).Median,11:N0}  {Of(group, run => run.CpuNanosecondsPerRecord).Median,13:N0}  {Of(group, run => run.SiloCpuNanosecondsPerRecord).Median,11:N0}  {Of(group, run => MiB(run.SiloPeakBytes)),-18}  {Of(group, run => MiB(run.SiloFinalBytes)).Median,10:N0}"));
        }
    }

    // Each run against the one of the same number, which was made in the same minutes.
    private static string Ratio(IEnumerable<ScaleMeasurement> group, IReadOnlyList<ScaleMeasurement> all)
    {
        Spread ratios = Spread.Of(
            from run in @group
            join one in all.Where(other => other is { Files: 1, Producers: 1 }) on run.Run equals one.Run
            select run.RecordsPerSecond / one.RecordsPerSecond);
        return ratios.Max == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{ratios.Median:0.00} ({ratios.Min:0.00}-{ratios.Max:0.00})");
    }

    private static Spread Of(IEnumerable<ScaleMeasurement> runs, Func<ScaleMeasurement, double> value) => Spread.Of(runs.Select(value));

    private static double MiB(long bytes) => bytes / (1024.0 * 1024.0);
}
