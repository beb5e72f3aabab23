using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LogActors.Bench;

/// <summary>How many batches a second are acknowledged as being on the disk, and after what time: by the silo, by its writer alone, and what the file system allows.</summary>
internal static class DurableCommand
{
    public const string Name = "durable";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(DurableArguments asked, CancellationToken cancellationToken)
    {
        List<DurableMeasurement> measured = [];
        int failed = 0;
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        try
        {
            // Round 1 of every case, then round 2 of every case, so that a slow minute of the machine hits all alike.
            foreach ((string name, int callers, int run) in Plan(asked))
            {
                cancellationToken.ThrowIfCancellationRequested();
                DurableMeasurement? result = await MeasureAsync(asked, name, callers, run, workDirectory, cancellationToken);
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"round {run}, {name}, {callers} callers: {(result is null ? "FAILED" : $"{result.BatchesPerSecond:N0} batches/s, p50 {result.P50Milliseconds:N2} ms, p99 {result.P99Milliseconds:N2} ms")}"));
                failed += result is null ? 1 : 0;
                if (result is not null)
                {
                    measured.Add(result);
                }
            }
        }
        finally
        {
            Directory.Delete(workDirectory, recursive: true);
        }

        Write(Console.Out, measured);
        if (asked.JsonPath is not null)
        {
            await File.WriteAllTextAsync(asked.JsonPath, JsonSerializer.Serialize(measured, Json), cancellationToken);
        }

        return failed == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Name, int Callers, int Run)> Plan(DurableArguments asked) =>
        from run in Enumerable.Range(1, asked.Rounds)
        from one in (IEnumerable<(string, int)>)[(DurableMeasure.Floor, 1), .. asked.Callers.SelectMany(callers => ((string, int)[])[(DurableMeasure.Writer, callers), (DurableMeasure.Silo, callers)])]
        select (one.Item1, one.Item2, run);

    private static async Task<DurableMeasurement?> MeasureAsync(DurableArguments asked, string name, int callers, int run, string workDirectory, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateDirectory(Path.Combine(workDirectory, "log")).FullName;
        string resultPath = Path.Combine(workDirectory, "result.json");
        try
        {
            ProcessStartInfo start = ChildRun.Command([DurableMeasure.Name, name, Text(callers), Text(asked.Clients), Text(run), Text(asked.Seconds), directory, resultPath]);
            start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";     // as the silo's program has it
            using Process child = Process.Start(start)!;
            try
            {
                await child.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                child.Kill(entireProcessTree: true);
                throw;
            }

            return child.ExitCode == 0 ? JsonSerializer.Deserialize<DurableMeasurement>(await File.ReadAllTextAsync(resultPath, cancellationToken)) : null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            File.Delete(resultPath);
        }
    }

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
