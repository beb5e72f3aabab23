using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LogActors.Bench;

/// <summary>What a call costs the thread that makes it: fresh processes of each case, in turn.</summary>
internal static class CallerCommand
{
    public const string Name = "caller";

    public static async Task<int> RunAsync(CallerArguments arguments, CancellationToken cancellationToken)
    {
        List<CallerMeasurement> all = [];
        for (int round = 1; round <= arguments.Rounds; round++)
        {
            foreach (CallerCase subject in Enum.GetValues<CallerCase>())
            {
                all.Add(await MeasureAsync(subject, round, cancellationToken));
            }
        }

        Spread floor = Spread.Of(all.Where(run => run.Case == CallerCase.Floor).Select(run => run.NanosecondsPerCall));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one caller thread, {arguments.Rounds} processes each; median (min-max)"));
        foreach (IGrouping<CallerCase, CallerMeasurement> runs in all.GroupBy(run => run.Case))
        {
            double[] nanoseconds = [.. runs.Select(run => run.NanosecondsPerCall)];
            Spread spread = Spread.Of(nanoseconds);
            string time = string.Create(CultureInfo.InvariantCulture, $"{spread.Median:0.0} ({spread.Min:0.0}-{spread.Max:0.0}) ns");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runs.Key,-16} {time,-28} {spread.Against(floor),8} floor {runs.Average(run => run.BytesPerCall),6:0} B"));
        }

        if (arguments.JsonPath is not null)
        {
            await ResultFile.WriteAsync(arguments.JsonPath, all);
        }

        return 0;
    }

    private static async Task<CallerMeasurement> MeasureAsync(CallerCase subject, int round, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = ChildRun.Command([CallerMeasure.Name, subject.ToString(), round.ToString(CultureInfo.InvariantCulture)]);
        start.RedirectStandardOutput = true;
        using Process child = Process.Start(start)!;
        string output = await child.StandardOutput.ReadToEndAsync(cancellationToken);
        await child.WaitForExitAsync(cancellationToken);
        return child.ExitCode == 0 ? JsonSerializer.Deserialize<CallerMeasurement>(output)! : throw new InvalidOperationException($"The process of {subject} ended with {child.ExitCode}.");
    }
}
