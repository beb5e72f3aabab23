using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>An application process of a run: takes each step when its parent says so, by a line, and says by a line when it is there.</summary>
/// <remarks>
/// It says <see cref="Started"/> with the ids of its helper processes, is told <see cref="WarmUp"/>, says <see cref="Ready"/> when its caller threads stand ready, is told <see cref="Go"/>, and says
/// <see cref="Done"/>, with its CPU time in ticks and the bytes that the callers allocated, when all it has logged is in the file. It lives until its input ends.
/// </remarks>
internal static class ApplicationCommand
{
    public const string Name = "application";
    public const string Started = "started";
    public const string WarmUp = "warm up";
    public const string Ready = "ready";
    public const string Go = "go";
    public const string Done = "done";

    /// <summary>The category of all records.</summary>
    public const string Category = "LogActors.Bench.Orders";

    /// <summary>The arguments by which a parent asks for one.</summary>
    public static string[] Arguments(RunPlan plan, int application, string directory) =>
    [
        Name, plan.Case, plan.Format.ToString(), Text(plan.Applications), Text(plan.Threads), Text(plan.Records), Text(application), directory,
    ];

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 7) throw new UsageException($"{Name} is for the bench itself.");
        RunPlan plan = new(words[0], Enum.Parse<OutputFormat>(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Run: 1);
        try
        {
            await LogAsync(plan, Number(words[5]), words[6]);
            return 0;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            return 1;
        }
    }

    private static async Task LogAsync(RunPlan plan, int application, string directory)
    {
        await using ICase subject = CaseCatalog.Create(plan.Case);
        ILoggerFactory factory = await subject.StartAsync(LogTarget.Of(application, directory, plan.Format));
        using ProcessGroup processes = ProcessGroup.WithSelf(subject.OtherProcessIds);
        Callers callers = new(subject.Call, factory.CreateLogger(Category), plan.Threads);
        Say($"{Started} {string.Join(',', subject.OtherProcessIds)}");
        Await(WarmUp);
        await Bench.WarmUp.RunAsync(callers, application * Bench.WarmUp.Records, processes, TimeProvider.System);

        TimeSpan cpuBefore = default;
        int first = plan.FirstOrder(application);
        int records = plan.FirstOrder(application + 1) - first;
        long allocated = callers.Run(first, records, beforeStart: () =>
        {
            Say(Ready);
            Await(Go);
            cpuBefore = Environment.CpuUsage.TotalTime;
        });
        await subject.FinishAsync();
        Say(string.Create(CultureInfo.InvariantCulture, $"{Done} {(Environment.CpuUsage.TotalTime - cpuBefore).Ticks},{allocated}"));

        Console.In.ReadLine();                                  // the parent looks at what the processes have used
        subject.Verify(Bench.WarmUp.Records + records);
    }

    private static void Say(string line) => Console.Out.WriteLine(line);

    private static void Await(string word)
    {
        string? line = Console.In.ReadLine();
        if (line != word) throw new InvalidOperationException($"'{word}' was expected of the parent, not '{line}'.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
