using System.Globalization;

namespace LogActors.Bench;

/// <summary>How many batches a second are acknowledged as being on the disk, and after what time: by the silo, by its writer alone, and what the file system allows.</summary>
internal static class DurableCommand
{
    public const string Name = "durable";

    public static Task<int> RunAsync(DurableArguments asked, CancellationToken cancellationToken) => new Rounds<(string Name, int Callers, int Run), DurableMeasurement>
    {
        Measure = (run, workDirectory, cancellation) => ChildRun.MakeAsync<DurableMeasurement>(
            (directory, resultPath) => [DurableMeasure.Name, run.Name, Text(run.Callers), Text(asked.Clients), Text(run.Run), Text(asked.Seconds), directory, resultPath],
            workDirectory,
            ChildRun.IdleAsTheSilo,
            cancellation),
        Describe = (run, result) => string.Create(
            CultureInfo.InvariantCulture, $"round {run.Run}, {run.Name}, {run.Callers} callers: {result.BatchesPerSecond:N0} batches/s, p50 {result.P50Milliseconds:N2} ms, p99 {result.P99Milliseconds:N2} ms"),
        Report = Write,
    }.RunAsync(Plan(asked), asked.JsonPath, cancellationToken);

    // Round 1 of every case, then round 2 of every case, so that a slow minute of the machine hits all alike.
    private static IEnumerable<(string Name, int Callers, int Run)> Plan(DurableArguments asked) =>
        from run in Enumerable.Range(1, asked.Rounds)
        from one in (IEnumerable<(string, int)>)[(DurableMeasure.Floor, 1), .. asked.Callers.SelectMany(callers => ((string, int)[])[(DurableMeasure.Writer, callers), (DurableMeasure.Silo, callers)])]
        select (one.Item1, one.Item2, run);

    private static void Write(TextWriter output, IReadOnlyList<DurableMeasurement> runs)
    {
        Spread floor = Spread.Of(runs.Where(run => run.Case == DurableMeasure.Floor).Select(run => run.BatchesPerSecond).DefaultIfEmpty(0));
        output.WriteLine("case       callers  batches/s                        vs fdatasync  p50 ms  p99 ms (max)     CPU us/batch  in the silo");
        foreach (var group in runs.GroupBy(run => (run.Case, run.Callers)).OrderBy(group => group.Key.Callers))
        {
            Spread rate = Spread.Of(group.Select(run => run.BatchesPerSecond));
            Spread p99 = Spread.Of(group.Select(run => run.P99Milliseconds));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key.Case,-10} {group.Key.Callers,7}  {rate,-32} {rate.Against(floor),12}  {Spread.Of(group.Select(run => run.P50Milliseconds)).Median,6:0.00}  {p99.Median,6:0.00} ({p99.Max:0.00})  {Spread.Of(group.Select(run => run.CpuMicrosecondsPerBatch)).Median,12:0.0}  {Spread.Of(group.Select(run => run.SiloCpuMicrosecondsPerBatch)).Median,11:0.0}"));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
