using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The child process: measures one run of one case and writes it to a file for its parent.</summary>
internal static class MeasureCommand
{
    public const string Name = "measure";
    private const string Category = "LogActors.Bench.Orders";

    /// <summary>The arguments by which a parent asks for a run.</summary>
    public static string[] Arguments(RunPlan plan, string directory, string resultPath) =>
    [
        Name, plan.Case, plan.Format.ToString(), Text(plan.Threads), Text(plan.Records), Text(plan.Run), directory, resultPath,
    ];

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 7) throw new UsageException($"{Name} is for the bench itself.");
        var plan = new RunPlan(words[0], Enum.Parse<OutputFormat>(words[1]), Number(words[2]), Number(words[3]), Number(words[4]));
        return await ChildRun.AnswerAsync(words[6], () => MeasureAsync(plan, new LogTarget(words[5], plan.Format)));
    }

    private static async Task<Measurement> MeasureAsync(RunPlan plan, LogTarget target)
    {
        await using ICase subject = CaseCatalog.Create(plan.Case);
        ILoggerFactory factory = await subject.StartAsync(target);
        using var processes = new ProcessGroup(subject.OtherProcessIds);
        var callers = new Callers(subject.Call, factory.CreateLogger(Category), plan.Threads);
        await WarmUp.RunAsync(callers, processes, TimeProvider.System);
        using var memory = new PageMemory(target.Directory, (long)plan.Records * MaxLineBytes(plan.Format));

        TimeSpan cpuBefore = default;
        long start = 0;
        long allocated = callers.Run(WarmUp.Records, plan.Records, beforeStart: () =>
        {
            memory.Dispose();
            cpuBefore = processes.CpuTime();
            start = Stopwatch.GetTimestamp();
        });
        await subject.FinishAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan cpu = processes.CpuTime() - cpuBefore;
        long peak = processes.PeakMemoryBytes();

        subject.Verify(target, WarmUp.Records + plan.Records);
        return new Measurement(
            plan.Case,
            plan.FormatName,
            plan.Threads,
            processes.Count,
            plan.Records,
            plan.Records / elapsed.TotalSeconds,
            cpu.TotalNanoseconds / plan.Records,
            (double)allocated / plan.Records,
            peak,
            plan.Run);
    }

    private static int MaxLineBytes(OutputFormat format) => format == OutputFormat.Json ? 400 : 160;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
