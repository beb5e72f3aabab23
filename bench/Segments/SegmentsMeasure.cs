using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace LogActors.Bench;

/// <summary>The child process: opens a log file with many closed segments, and deletes some of them.</summary>
internal static class SegmentsMeasure
{
    public const string Name = "measure-segments";

    private const int WarmUpRuns = 20;
    private const int WarmUpSegments = 20;
    private const int SegmentBytes = 128;
    private const double KiB = 1024;

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 5) throw new UsageException($"{Name} is for the bench itself.");
        return await ChildRun.AnswerAsync(words[4], async () =>
        {
            using LogRoot root = LogRoot.Open(words[3], "bench");
            for (int i = 0; i < WarmUpRuns; i++)
            {
                await MeasureAsync(root, $"warm/w{i}", WarmUpSegments, 5, 0);
            }

            return await MeasureAsync(root, "many/segments", Number(words[0]), Number(words[2]), Number(words[1]));
        });
    }

    private static async Task<SegmentsMeasurement> MeasureAsync(LogRoot root, string file, int count, int deleted, int run)
    {
        LogFileName name = LogFileName.Parse(file);
        LogStorage storage = new();
        string folder = Path.GetDirectoryName(root.StemOf(name))!;
        Make(storage, folder, root.JournalFolderOf(name), Path.GetFileName(root.StemOf(name)), count);
        RetainOptions retain = new() { BackupCount = count + 1 - Math.Min(deleted, count / 2) };
        byte[] payload = OrderPayload.Make(1);

        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        LogFileWriter writer = new(name, root, storage, new LogFileSettings(new LogStoreOptions()), new ByteBudget(1024 * 1024), TimeProvider.System, NullLogger.Instance);
        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 1, payload));
        TimeSpan activation = Stopwatch.GetElapsedTime(start);
        double activationKiB = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / KiB;
        start = Stopwatch.GetTimestamp();
        RollReceipt roll = await writer.RollAsync();
        TimeSpan rolled = Stopwatch.GetElapsedTime(start);
        await writer.CloseAsync();
        if (receipt.Outcome != AppendOutcome.Appended || roll.Closed is null)
        {
            throw new InvalidOperationException($"The first batch was answered {receipt.Outcome}: {receipt.Detail}; the roll {roll.Error}.");
        }

        SegmentCatalog catalog = SegmentCatalog.Open(storage, root.JournalFolderOf(name));
        allocated = GC.GetAllocatedBytesForCurrentThread();
        start = Stopwatch.GetTimestamp();
        RetentionResult result = new RetentionPass(storage, folder, catalog).Run(new CurrentSegment(count + 2, 0), retain, SystemClock.Instance.GetCurrentInstant());
        TimeSpan pass = Stopwatch.GetElapsedTime(start);
        double passKiB = (GC.GetAllocatedBytesForCurrentThread() - allocated) / KiB;
        if (result.Deleted.Count != count + 1 - retain.BackupCount || catalog.Segments.Count != retain.BackupCount)
        {
            throw new InvalidOperationException($"{result.Deleted.Count} of {count + 1} segments were deleted, and {catalog.Segments.Count} are left.");
        }

        return new SegmentsMeasurement(count, activation.TotalMilliseconds, activationKiB, rolled.TotalMilliseconds, pass.TotalMilliseconds, passKiB, result.Deleted.Count, run);
    }

    // What a writer has left that made so many segments of a minute each, and was killed while it wrote the last.
    private static void Make(LogStorage storage, string folder, string journalFolder, string stem, int count)
    {
        storage.CreateFolder(folder);
        storage.CreateFolder(journalFolder);
        ArrayBufferWriter<byte> catalog = new();
        CatalogFormat.AddHeader(catalog);
        Instant first = Instant.FromUtc(2026, 1, 1, 0, 0);
        byte[] text = new byte[SegmentBytes];
        text.AsSpan().Fill((byte)'x');
        text[^1] = (byte)'\n';
        for (int number = 1; number <= count + 1; number++)
        {
            File.WriteAllBytes(Path.Combine(folder, NameOf(stem, number)), text);
            if (number <= count)
            {
                CatalogFormat.AddClosed(catalog, new ClosedSegment(number, NameOf(stem, number), SegmentBytes, first + Duration.FromMinutes(number)));
            }
        }

        File.WriteAllBytes(Path.Combine(journalFolder, SegmentCatalog.FileName), catalog.WrittenSpan);

        JournalHeader header = new()
        {
            Epoch = 1,
            Segment = NameOf(stem, count + 1),
            SegmentNumber = count + 1,
            Start = SegmentBytes,
            PeriodStart = SystemClock.Instance.GetCurrentInstant(),
            Previous = NameOf(stem, count),
        };
        Journal.Create(storage, journalFolder, count + 1, header).Dispose();

        string NameOf(string log, int number) => string.Create(CultureInfo.InvariantCulture, $"{log}-{(first + Duration.FromMinutes(number)).ToDateTimeUtc():yyyyMMdd'T'HHmm}.log");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
