using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The child process: measures one run of one case at one rate, and writes it to a file for its parent.</summary>
internal static class LatencyMeasure
{
    public const string Name = "measure-latency";
    private static readonly TimeSpan s_afterwards = TimeSpan.FromSeconds(30);

    /// <summary>The arguments by which a parent asks for a run.</summary>
    public static string[] Arguments(string name, int rate, int seconds, int run, string directory, string resultPath) =>
        [Name, name, Text(rate), Text(seconds), Text(run), directory, resultPath];

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 6) throw new UsageException($"{Name} is for the bench itself.");
        return await ChildRun.AnswerAsync(words[5], () => MeasureAsync(words[0], Number(words[1]), Number(words[2]), Number(words[3]), new LogTarget(words[4], OutputFormat.Text, LogTarget.CurrentFile)));
    }

    private static async Task<LatencyMeasurement> MeasureAsync(string name, int rate, int seconds, int run, LogTarget target)
    {
        await using ICase subject = CaseCatalog.Create(name);
        ILoggerFactory factory = await subject.StartAsync(target);
        int warmUp = rate * seconds;
        PacedCaller caller = new(subject.Call, factory.CreateLogger("LogActors.Bench.Orders"), rate, warmUp * 2);
        List<long> took = new(warmUp);
        using CancellationTokenSource bound = new(TimeSpan.FromSeconds(2 * seconds) + s_afterwards);
        Thread reader = new(() => Follow(target.FilePath, caller, warmUp, took, bound.Token)) { IsBackground = true, Name = "reader" };
        reader.Start();
        await caller.RunAsync(bound.Token);
        await subject.FinishAsync();                            // what is written no sooner than this shows in the figures
        reader.Join();
        if (took.Count != warmUp)
        {
            throw new InvalidDataException($"{took.Count} of {warmUp} records were found in the file.");
        }

        long[] sorted = [.. took.Order()];
        return new LatencyMeasurement(
            name, rate, run, Latencies.Percentile(sorted, 0.5), Latencies.Percentile(sorted, 0.99), Latencies.Percentile(sorted, 0.999), Latencies.Percentile(sorted, 1));
    }

    private static void Follow(string path, PacedCaller caller, int warmUp, List<long> took, CancellationToken cancellationToken)
    {
        try
        {
            new LineTail(path).Follow(warmUp * 2, (order, at) =>
            {
                if (order >= warmUp)
                {
                    took.Add(at - caller.LoggedAt(order));
                }
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The number that was found says it.
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
