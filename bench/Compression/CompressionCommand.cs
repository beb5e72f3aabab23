using System.Globalization;

namespace LogActors.Bench;

/// <summary>How long appends take while the keeper compresses a long closed segment, beside those while it does not; and how much memory that compression takes.</summary>
internal static class CompressionCommand
{
    public const string Name = "compression";

    private const long MiB = 1024 * 1024;
    private const double GoalRatio = 1.5;
    private static readonly CompressCase s_memoryCase = CompressCase.All.Single(one => one is { Format: CompressionFormat.Zstd, Level: 3 });

    public static async Task<int> RunAsync(CompressionArguments asked, CancellationToken cancellationToken)
    {
        CompressMeasurement? memory = null;
        int exitCode = await new Rounds<int, CompressionMeasurement>
        {
            Measure = async (run, workDirectory, cancellation) =>
            {
                string source = EnsureSource(workDirectory, asked.MiB * MiB);
                memory ??= await ChildRun.MakeAsync<CompressMeasurement>(
                    (directory, resultPath) => [CompressMeasure.Name, s_memoryCase.Name, Text(run), source, directory, resultPath], workDirectory, null, cancellation);
                return await ChildRun.MakeAsync<CompressionMeasurement>(
                    (directory, resultPath) => [CompressionMeasure.Name, Text(run), Text(asked.Windows), Text(asked.Seconds), Text(asked.MiBPerSecond), source, directory, resultPath],
                    workDirectory,
                    ChildRun.IdleAsTheSilo,
                    cancellation);
            },
            Describe = (run, result) => string.Create(
                CultureInfo.InvariantCulture, $"round {run}: p99 {P99(result.With).Median:0.00} ms with compression, {P99(result.Without).Median:0.00} ms without"),
            Report = Write,
        }.RunAsync(Enumerable.Range(1, asked.Rounds), asked.JsonPath, cancellationToken);
        if (memory is not null)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Compression of {asked.MiB} MiB by itself, {memory.Case}: resident memory rose by {memory.PeakAddedMiB:0.0} MiB above that of compressing 16 MiB, {memory.MiBPerSecond:N0} MiB/s."));
        }

        return memory is null ? 1 : exitCode;
    }

    // On the disk before anything is measured, or its way there would be measured too.
    private static string EnsureSource(string workDirectory, long bytes)
    {
        string path = Path.Combine(workDirectory, "source.log");
        LogText.EnsureFile(path, bytes);
        using IStoredFile file = new LogStorage().Open(path);
        file.Sync();
        return path;
    }

    private static void Write(TextWriter output, IReadOnlyList<CompressionMeasurement> runs)
    {
        output.WriteLine("appends                windows     count  p50 ms  p99 ms (min-max)         max ms");
        AppendLatency[] with = [.. runs.SelectMany(run => run.With)];
        AppendLatency[] without = [.. runs.SelectMany(run => run.Without)];
        Row(output, "beside a compression", with);
        Row(output, "alone", without);
        double ratio = P99(with).Median / P99(without).Median;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{with.Length} windows of each: p99 {P99(with).Median:0.00} ms beside a compression (at {runs.Average(run => run.CompressedMiBPerSecond):0.0} MiB/s of compressed text), {P99(without).Median:0.00} ms alone: {ratio:0.00} x; the goal is at most {GoalRatio} x."));
    }

    private static void Row(TextWriter output, string name, AppendLatency[] windows)
    {
        Spread p99 = P99(windows);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-22} {windows.Length,7} {windows.Sum(window => window.Count),9:N0}  {Spread.Of(windows.Select(window => window.P50)).Median,6:0.00}  {$"{p99.Median:0.00} ({p99.Min:0.00}-{p99.Max:0.00})",-22} {windows.Max(window => window.Max),8:0.00}"));
    }

    private static Spread P99(IReadOnlyList<AppendLatency> windows) => Spread.Of(windows.Select(window => window.P99));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
