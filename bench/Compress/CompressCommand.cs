using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>How fast a closed segment is compressed, to what part of its length, and with how much memory; beside the program <c>zstd</c>, where there is one.</summary>
internal static class CompressCommand
{
    public const string Name = "compress";

    private const long MiB = 1024 * 1024;

    public static async Task<int> RunAsync(CompressArguments asked, CancellationToken cancellationToken)
    {
        bool hasProgram = await HasProgramAsync(cancellationToken);

        // Round 1 of every case, then round 2 of every case, so that a slow minute of the machine hits all alike.
        var plan = from run in Enumerable.Range(1, asked.Rounds) from one in CompressCase.All where hasProgram || one.Format != CompressionFormat.None select (run, one.Name);
        return await new Rounds<(int Run, string Name), CompressMeasurement>
        {
            Measure = (run, workDirectory, cancellation) =>
            {
                string source = Path.Combine(workDirectory, "orders.log");
                LogText.EnsureFile(source, asked.MiB * MiB);
                return ChildRun.MakeAsync<CompressMeasurement>((directory, resultPath) => [CompressMeasure.Name, run.Name, Text(run.Run), source, directory, resultPath], workDirectory, null, cancellation);
            },
            Describe = (run, result) => string.Create(CultureInfo.InvariantCulture, $"round {run.Run}, {run.Name}: {result.MiBPerSecond:N0} MiB/s"),
            Report = Write,
        }.RunAsync(plan, asked.JsonPath, cancellationToken);
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
