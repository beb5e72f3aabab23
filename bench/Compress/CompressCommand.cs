using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LogActors.Bench;

/// <summary>How fast a closed segment is compressed, to what part of its length, and with how much memory; beside the program <c>zstd</c>, where there is one.</summary>
internal static class CompressCommand
{
    public const string Name = "compress";

    private const long MiB = 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task<int> RunAsync(CompressArguments asked, CancellationToken cancellationToken)
    {
        List<CompressMeasurement> measured = [];
        int failed = 0;
        string workDirectory = Directory.CreateTempSubdirectory("logactors-bench-").FullName;
        try
        {
            string source = Path.Combine(workDirectory, "orders.log");
            await using (FileStream text = File.Create(source))
            {
                LogText.Write(text, asked.MiB * MiB);
            }

            // Round 1 of every case, then round 2 of every case, so that a slow minute of the machine hits all alike.
            bool hasProgram = await HasProgramAsync(cancellationToken);
            foreach ((int run, CompressCase one) in from run in Enumerable.Range(1, asked.Rounds) from one in CompressCase.All where hasProgram || one.Format != CompressionFormat.None select (run, one))
            {
                CompressMeasurement? result = await MeasureAsync(one, run, source, workDirectory, cancellationToken);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {run}, {one.Name}: {(result is null ? "FAILED" : $"{result.MiBPerSecond:N0} MiB/s")}"));
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

    private static async Task<bool> HasProgramAsync(CancellationToken cancellationToken)
    {
        try
        {
            using Process program = Process.Start(new ProcessStartInfo(CompressCase.Program, ["-q", "--version"]) { RedirectStandardOutput = true })!;
            await program.WaitForExitAsync(cancellationToken);
            return program.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync($"The program '{CompressCase.Program}' is not installed, and is left out.");
            return false;
        }
    }

    private static async Task<CompressMeasurement?> MeasureAsync(CompressCase one, int run, string source, string workDirectory, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateDirectory(Path.Combine(workDirectory, "run")).FullName;
        string resultPath = Path.Combine(workDirectory, "result.json");
        try
        {
            using Process child = Process.Start(ChildRun.Command([CompressMeasure.Name, one.Name, run.ToString(CultureInfo.InvariantCulture), source, directory, resultPath]))!;
            try
            {
                await child.WaitForExitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                child.Kill(entireProcessTree: true);
                throw;
            }

            return child.ExitCode == 0 ? JsonSerializer.Deserialize<CompressMeasurement>(await File.ReadAllTextAsync(resultPath, cancellationToken)) : null;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
            File.Delete(resultPath);
        }
    }

    private static void Write(TextWriter output, IReadOnlyList<CompressMeasurement> runs)
    {
        Spread rival = Spread.Of(runs.Where(run => run.PeakMiB == 0).Select(run => run.MiBPerSecond).DefaultIfEmpty(0));
        output.WriteLine("case     MiB/s               vs zstd -3  MiB/CPU s           ratio  check MiB/s         peak MiB      added");
        foreach (var group in runs.GroupBy(run => run.Case))
        {
            Spread speed = Spread.Of(group.Select(run => run.MiBPerSecond));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{group.Key,-8} {speed,-18} {speed.Against(rival),11}  {Of(group, run => run.MiBPerCpuSecond),-18} {group.First().Ratio,6:0.00}  {Of(group, run => run.CheckMiBPerSecond),-18} {Of(group, run => run.PeakMiB),-12} {group.Max(run => run.PeakAddedMiB),5:0.0}"));
        }
    }

    private static string Of(IEnumerable<CompressMeasurement> runs, Func<CompressMeasurement, double> value) =>
        Spread.Of(runs.Select(value)) is { Max: > 0 } known ? known.ToString() : "-";
}
