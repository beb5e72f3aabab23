using System.Globalization;

namespace LogActors.Bench;

/// <summary>How long a record takes from the call of <c>Log</c> until it can be read in the file, at a rate: fresh processes of each case, in turn.</summary>
internal static class LatencyCommand
{
    public const string Name = "latency";

    public static async Task<int> RunAsync(LatencyArguments arguments, CancellationToken cancellationToken)
    {
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        List<LatencyMeasurement> all = [];
        int failed = 0;
        try
        {
            foreach (int rate in arguments.Rates)
            {
                for (int run = 1; run <= arguments.Rounds; run++)
                {
                    foreach (string name in arguments.Cases)
                    {
                        int number = run;
                        LatencyMeasurement? measured = await ChildRun.MakeAsync<LatencyMeasurement>(
                            (directory, result) => LatencyMeasure.Arguments(name, rate, arguments.Seconds, number, directory, result), workDirectory, prepare: null, cancellationToken);
                        if (measured is null)
                        {
                            failed++;
                            continue;
                        }

                        all.Add(measured);
                    }
                }
            }
        }
        finally
        {
            Directory.Delete(workDirectory, recursive: true);
        }

        Print(all);
        if (arguments.JsonPath is not null)
        {
            await ResultFile.WriteAsync(arguments.JsonPath, all);
        }

        return failed == 0 ? 0 : 1;
    }

    private static void Print(List<LatencyMeasurement> all)
    {
        Console.WriteLine("from Log to readable in the file, ms; median of the runs (min-max)");
        Console.WriteLine($"{"records/s",9}  {"case",-16} {"p50",-22} {"p99",-22} {"p99.9",-22} longest");
        foreach (var runs in all.GroupBy(run => (run.Rate, run.Case)))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{runs.Key.Rate,9}  {runs.Key.Case,-16} {Text(runs, run => run.P50),-22} {Text(runs, run => run.P99),-22} {Text(runs, run => run.P999),-22} {Text(runs, run => run.Longest)}"));
        }
    }

    private static string Text(IEnumerable<LatencyMeasurement> runs, Func<LatencyMeasurement, double> figure)
    {
        Spread spread = Spread.Of(runs.Select(figure));
        return string.Create(CultureInfo.InvariantCulture, $"{spread.Median:0.00} ({spread.Min:0.00}-{spread.Max:0.00})");
    }
}
