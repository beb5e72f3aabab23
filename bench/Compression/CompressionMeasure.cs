using System.Globalization;
using NodaTime;

namespace LogActors.Bench;

/// <summary>The child process: drives a writer while the keeper of another log file does and does not compress a long segment, in turn.</summary>
internal static class CompressionMeasure
{
    public const string Name = "measure-compression";

    private const string LogFile = "compression";
    private const string Closed = "closed";
    private const string ClosedSegmentName = Closed + "-20260101.log";
    private const double MiB = 1024 * 1024;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 7) throw new UsageException($"{Name} is for the bench itself.");
        return await ChildRun.AnswerAsync(words[6], () => MeasureAsync(Number(words[0]), Number(words[1]), TimeSpan.FromSeconds(Number(words[2])), Number(words[3]), words[4], words[5]));
    }

    private static async Task<CompressionMeasurement> MeasureAsync(int run, int windows, TimeSpan duration, int mibPerSecond, string source, string directory)
    {
        LogStoreOptions options = new() { Files = { [Closed] = new LogFileOptions { Retain = { Compress = CompressionFormat.Zstd } } } };
        LogFileSettings settings = new(options);
        LogStorage storage = new();
        using LogRoot root = LogRoot.Open(directory, "bench");
        string segment = Path.Combine(directory, ClosedSegmentName);
        File.Move(source, segment);
        SegmentCatalog catalog = Catalog(storage, root.JournalFolderOf(LogFileName.Parse(Closed)), new FileInfo(segment).Length);
        RollClock warnings = new();
        LogFileWriter writer = new(LogFileName.Parse(LogFile), root, storage, settings, new ByteBudget(128 * 1024 * 1024), TimeProvider.System, warnings);
        PacedLoad load = new(writer.AppendAsync, mibPerSecond);
        List<AppendLatency> without = [];
        List<AppendLatency> with = [];
        long compressed = 0;
        for (int window = -1; window < windows; window++)
        {
            TimeSpan time = window < 0 ? s_warmUp : duration;
            AppendLatency alone = await SendAsync(load, time);
            SegmentKeeper keeper = new(LogFileName.Parse(Closed), directory, storage, settings, new SemaphoreSlim(1), TimeProvider.System, warnings);
            keeper.StartIfDue(catalog, new CurrentSegment(2, 0));
            AppendLatency beside = await SendAsync(load, time);
            long bytes = FreshBytes(directory);
            await keeper.StopAsync();
            if (bytes == 0)
            {
                throw new InvalidOperationException("The segment was not being compressed at the end of a window: it is too short for so long a one.");
            }

            if (window >= 0)
            {
                without.Add(alone);
                with.Add(beside);
                compressed += bytes;
            }
        }

        await writer.CloseAsync();
        LogFileCheck.Verify(directory, LogFile, load.Records);
        File.Move(segment, source);
        return new CompressionMeasurement(without, with, compressed / MiB / (windows * duration.TotalSeconds), run);
    }

    private static SegmentCatalog Catalog(LogStorage storage, string folder, long bytes)
    {
        storage.CreateFolder(folder);
        SegmentCatalog catalog = SegmentCatalog.Open(storage, folder);
        catalog.Add(new ClosedSegment(1, ClosedSegmentName, bytes, SystemClock.Instance.GetCurrentInstant()), sync: true);
        return catalog;
    }

    private static async Task<AppendLatency> SendAsync(PacedLoad load, TimeSpan duration) =>
        AppendLatency.Of((await load.RunAsync(duration)).Select(append => append.End - append.Begin));

    private static long FreshBytes(string directory) => new DirectoryInfo(directory).EnumerateFiles($".{Closed}-*.new").Sum(file => file.Length);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
