using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>The child process of a run: has the application processes log, all at once, measures them and writes the result to a file for its parent.</summary>
internal static class MeasureCommand
{
    public const string Name = "measure";

    /// <summary>The arguments by which a parent asks for a run.</summary>
    public static string[] Arguments(RunPlan plan, string directory, string resultPath) =>
    [
        Name, plan.Case, plan.Format.ToString(), Text(plan.Applications), Text(plan.Threads), Text(plan.Records), Text(plan.Run), directory, resultPath,
    ];

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 8) throw new UsageException($"{Name} is for the bench itself.");
        RunPlan plan = new(words[0], Enum.Parse<OutputFormat>(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]));
        return await ChildRun.AnswerAsync(words[7], () => MeasureAsync(plan, words[6]));
    }

    /// <summary>No line of any case is longer.</summary>
    public static int MaxLineBytes(OutputFormat format) => format == OutputFormat.Json ? 400 : 160;

    private static async Task<Measurement> MeasureAsync(RunPlan plan, string directory)
    {
        List<ApplicationProcess> applications = [];
        try
        {
            // One after the other: the first starts what they share, and a warm-up ends when nothing is busy any more.
            for (int i = 0; i < plan.Applications; i++)
            {
                applications.Add(await ApplicationProcess.StartAsync(plan, i, directory));
            }

            foreach (ApplicationProcess application in applications)
            {
                await application.WarmUpAsync();
            }

            int[] helperIds = [.. applications.SelectMany(application => application.HelperIds).Distinct()];
            using ProcessGroup helpers = new(helperIds);
            using ProcessGroup all = new([.. applications.Select(application => application.Id), .. helperIds]);
            using PageMemory memory = new(directory, (long)plan.Records * MaxLineBytes(plan.Format));
            (TimeSpan elapsed, TimeSpan helperCpu) = await RunAsync(applications, helpers, memory);
            long peak = all.PeakMemoryBytes();

            applications.ForEach(application => application.Release());
            await Task.WhenAll(applications.Select(application => application.WhenEndedAsync()));
            string[] files = LogTarget.FilesIn(directory);
            CaseCatalog.Create(plan.Case).VerifyFiles(files, plan.Format, plan.AllRecords);

            TimeSpan cpu = helperCpu + TimeSpan.FromTicks(applications.Sum(application => application.Cpu.Ticks));
            return new Measurement(
                plan.Case,
                plan.FormatName,
                plan.Applications,
                plan.Threads,
                all.Count,
                plan.Records,
                plan.Records / elapsed.TotalSeconds,
                cpu.TotalNanoseconds / plan.Records,
                (double)applications.Sum(application => application.AllocatedBytes) / plan.Records,
                peak,
                (double)files.Sum(path => new FileInfo(path).Length) / plan.AllRecords,
                plan.Run);
        }
        finally
        {
            applications.ForEach(application => application.Dispose());
        }
    }

    private static async Task<(TimeSpan Elapsed, TimeSpan HelperCpu)> RunAsync(List<ApplicationProcess> applications, ProcessGroup helpers, PageMemory memory)
    {
        memory.Dispose();
        TimeSpan cpuBefore = helpers.CpuTime();
        long start = Stopwatch.GetTimestamp();
        applications.ForEach(application => application.Go());
        await Task.WhenAll(applications.Select(application => application.WhenDoneAsync()));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        return (elapsed, helpers.CpuTime() - cpuBefore);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
