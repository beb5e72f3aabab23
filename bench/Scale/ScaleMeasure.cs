using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>The child process: it is the producers of one run, and writes what it has measured to a file for its parent.</summary>
internal static class ScaleMeasure
{
    public const string Name = "measure-scale";

    private const int WarmUpPasses = 2;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);

    /// <summary>The arguments by which a parent asks for a run.</summary>
    public static string[] Arguments(ScalePlan plan, string directory, string resultPath) => [Name, Text(plan.Files), Text(plan.Producers), Text(plan.Records), Text(plan.Run), directory, resultPath];

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 6) throw new UsageException($"{Name} is for the bench itself.");
        ScalePlan plan = new(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]));
        return await ChildRun.AnswerAsync(words[5], () => MeasureAsync(plan, words[4]));
    }

    private static async Task<ScaleMeasurement> MeasureAsync(ScalePlan plan, string directory)
    {
        ScaleMeasurement measured;
        await using (BenchSilo silo = await BenchSilo.StartAsync(directory))
        {
            await using ScaleLoad load = new(plan, silo.Address);
            using ProcessGroup siloAlone = new([silo.ProcessId]);
            TimeSpan first = await PassAsync(load);
            for (int i = 1; i < WarmUpPasses; i++)
            {
                await PassAsync(load);
            }

            using (new PageMemory(directory, plan.AllRecords * MeasureCommand.MaxLineBytes(OutputFormat.Text)))
            {
                await Task.Delay(s_rest, TimeProvider.System);
            }

            TimeSpan siloCpuBefore = siloAlone.CpuTime();
            TimeSpan ownCpuBefore = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            await load.RunAsync();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            TimeSpan siloCpu = siloAlone.CpuTime() - siloCpuBefore;
            TimeSpan cpu = siloCpu + Environment.CpuUsage.TotalTime - ownCpuBefore;

            await Task.Delay(s_rest, TimeProvider.System);
            long expected = (WarmUpPasses + 1) * plan.AllRecords;
            if (load.Appended != expected) throw new InvalidOperationException($"{load.Appended} of {expected} records were acknowledged.");
            measured = new ScaleMeasurement(
                plan.Files,
                plan.Producers,
                load.Connections,
                plan.AllRecords,
                plan.RecordsPerBatch,
                plan.AllRecords / elapsed.TotalSeconds,
                plan.AllRecords / first.TotalSeconds,
                cpu.TotalNanoseconds / plan.AllRecords,
                siloCpu.TotalNanoseconds / plan.AllRecords,
                siloAlone.PeakMemoryBytes(),
                ResidentBytes(silo.ProcessId),
                load.Busy,
                load.Unanswered,
                plan.Run);
        }

        for (int i = 0; i < plan.Files; i++)
        {
            LogFileCheck.Verify(directory, ScaleLoad.NameOf(i), (WarmUpPasses + 1) * plan.RecordsPerFile);
        }

        return measured;
    }

    // A pass of the warm-up, with time for the runtime to compile what it wants to, and for the disk.
    private static async Task<TimeSpan> PassAsync(ScaleLoad load)
    {
        long start = Stopwatch.GetTimestamp();
        await load.RunAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        GC.Collect();
        await Task.Delay(s_rest, TimeProvider.System);
        return elapsed;
    }

    private static long ResidentBytes(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        return process.WorkingSet64;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
