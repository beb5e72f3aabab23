using System.Globalization;

namespace LogActors.Bench;

/// <summary>Prints one aligned table for each format and number of processes and threads.</summary>
internal static class ResultTable
{
    private static readonly string[] s_headings =
    [
        "case", "runs", "processes", "records/s", "vs zlogger", "vs copier", "CPU ns/record", "vs zlogger", "vs copier", "caller B/record", "peak MiB",
    ];

    public static void Write(TextWriter output, IReadOnlyList<Measurement> runs)
    {
        foreach (var group in runs.GroupBy(run => (run.Format, run.Applications, run.Threads)))
        {
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{group.Key.Format}, {(group.Key.Applications == 1 ? "" : $"application processes: {group.Key.Applications}, with each ")}caller threads: {group.Key.Threads}, records: {group.First().Records:N0}; median (min-max)"));
            WriteRows(output, [s_headings, .. Rows([.. group])]);
        }
    }

    private static IEnumerable<string[]> Rows(Measurement[] runs)
    {
        Measurement[] baseline = [.. runs.Where(run => run.Case == CaseCatalog.Baseline)];
        Measurement[] copier = [.. runs.Where(run => run.Case == CaseCatalog.Copier)];
        foreach (IGrouping<string, Measurement> one in runs.GroupBy(run => run.Case))
        {
            yield return
            [
                one.Key,
                one.Count().ToString(CultureInfo.InvariantCulture),
                one.First().Processes.ToString(CultureInfo.InvariantCulture),
                Speed(one).ToString(),
                Speed(one).Against(Speed(baseline)),
                Speed(one).Against(Speed(copier)),
                Cpu(one).ToString(),
                Cpu(one).Against(Cpu(baseline)),
                Cpu(one).Against(Cpu(copier)),
                Spread.Of(one.Select(run => run.CallerBytesPerRecord)).ToString(),
                Spread.Of(one.Select(run => run.PeakMemoryBytes / (1024.0 * 1024.0))).ToString(),
            ];
        }
    }

    private static Spread Speed(IEnumerable<Measurement> runs) => Spread.Of(runs.Select(run => run.RecordsPerSecond));

    private static Spread Cpu(IEnumerable<Measurement> runs) => Spread.Of(runs.Select(run => run.CpuNanosecondsPerRecord));

    private static void WriteRows(TextWriter output, string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            // Names to the left, numbers to the right.
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            output.WriteLine(string.Join("  ", cells));
        }
    }
}
