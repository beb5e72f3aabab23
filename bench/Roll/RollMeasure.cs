using System.Globalization;

namespace LogActors.Bench;

/// <summary>The child process: drives a writer for one run of one case and writes what it has measured to a file for its parent.</summary>
internal static class RollMeasure
{
    public const string Name = "measure-roll";
    public const string Rolls = "rolls";
    public const string None = "none";

    private const string LogFile = "roll";
    private const long MiB = 1024 * 1024;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 7) throw new UsageException($"{Name} is for the bench itself.");
        return await ChildRun.AnswerAsync(words[6], () => MeasureAsync(words[0], Number(words[1]), TimeSpan.FromSeconds(Number(words[2])), Number(words[3]), Number(words[4]), words[5]));
    }

    private static async Task<RollMeasurement> MeasureAsync(string name, int run, TimeSpan duration, int mibPerSecond, int segmentMiB, string directory)
    {
        LogFileOptions file = new() { Roll = { MaxBytes = name == Rolls ? segmentMiB * MiB : 0 } };
        LogStoreOptions options = new() { Files = { [LogFile] = file } };
        RollClock clock = new();
        using LogRoot root = LogRoot.Open(directory, "bench");
        LogFileWriter writer = new(LogFileName.Parse(LogFile), root, new LogStorage(), new LogFileSettings(options), new ByteBudget(128 * MiB), TimeProvider.System, clock);
        PacedLoad load = new(writer.AppendAsync, mibPerSecond);
        await load.RunAsync(s_warmUp);
        int before = clock.Rolls.Length;
        IReadOnlyList<(long Begin, long End)> appends = await load.RunAsync(duration);
        long[] rolls = clock.Rolls[before..];
        await writer.CloseAsync();
        LogFileCheck.Verify(directory, LogFile, load.Records);
        ILookup<bool, long> latencies = appends.ToLookup(append => Met(rolls, append.Begin, append.End), append => append.End - append.Begin);
        return new RollMeasurement(name, rolls.Length, AppendLatency.Of(latencies[false]), AppendLatency.Of(latencies[true]), run);
    }

    private static bool Met(long[] rolls, long begin, long end)
    {
        int next = Array.BinarySearch(rolls, begin);
        next = next < 0 ? ~next : next;
        return next < rolls.Length && rolls[next] <= end;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
