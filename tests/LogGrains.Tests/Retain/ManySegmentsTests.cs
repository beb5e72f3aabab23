using System.Buffers;
using NodaTime;

namespace LogActors.Tests;

/// <summary>What a closed segment costs in memory when its log file is opened, and when a pass looks at it.</summary>
public sealed class ManySegmentsTests : IDisposable
{
    private const int Few = 10;
    private const int Many = 2_010;
    private const int OpenBytes = 1024;
    private const int PassBytes = 512;
    private static readonly Instant s_first = Instant.FromUtc(2026, 1, 1, 0, 0);

    private readonly WriterPlace _place = new();

    [Fact]
    public void Open_AllocatesLittleForEachClosedSegment()
    {
        Open("warm", Few);

        long each = (Open("many", Many) - Open("few", Few)) / (Many - Few);

        Assert.InRange(each, 0, OpenBytes);
    }

    [Fact]
    public void Pass_AllocatesLittleForEachClosedSegment()
    {
        Pass("warm", Few);

        long each = (Pass("many", Many) - Pass("few", Few)) / (Many - Few);

        Assert.InRange(each, 0, PassBytes);
    }

    public void Dispose() => _place.Dispose();

    private long Open(string log, int segments)
    {
        LogFileName name = Make(log, segments);
        SegmentChain chain = new(name, _place.Root, new LogStorage(), new ProducerLedger(), _place.Settings, _place.Time, _place.Logger);

        long before = GC.GetAllocatedBytesForCurrentThread();
        chain.OpenFirst();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(segments, chain.Catalog!.Segments.Count);
        chain.Close();
        return allocated;
    }

    private long Pass(string log, int segments)
    {
        LogFileName name = Make(log, segments);
        SegmentCatalog catalog = SegmentCatalog.Open(new LogStorage(), _place.Root.JournalFolderOf(name));

        long before = GC.GetAllocatedBytesForCurrentThread();
        RetentionResult result = new RetentionPass(new LogStorage(), FolderOf(name), catalog).Run(new CurrentSegment(segments + 1, 0), new RetainOptions { BackupCount = segments - 1 }, s_first);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal([1], result.Deleted.Select(deleted => deleted.Segment.Number));
        return allocated;
    }

    private static string SegmentName(int number) => $"log-{(s_first + Duration.FromMinutes(number)).ToDateTimeUtc():yyyyMMdd'T'HHmm}.log";

    private string FolderOf(LogFileName name) => Path.GetDirectoryName(_place.Root.StemOf(name))!;

    // Each in a folder of its own, as left by a writer that was killed between two segments.
    private LogFileName Make(string log, int segments)
    {
        LogFileName name = LogFileName.Parse($"{log}/log");
        string journals = _place.Root.JournalFolderOf(name);
        Directory.CreateDirectory(journals);
        Directory.CreateDirectory(FolderOf(name));
        ArrayBufferWriter<byte> catalog = new();
        CatalogFormat.AddHeader(catalog);
        for (int number = 1; number <= segments; number++)
        {
            File.WriteAllText(Path.Combine(FolderOf(name), SegmentName(number)), "x\n");
            CatalogFormat.AddClosed(catalog, new ClosedSegment(number, SegmentName(number), 2, s_first));
        }

        File.WriteAllBytes(Path.Combine(journals, SegmentCatalog.FileName), catalog.WrittenSpan);
        JournalHeader header = new() { Epoch = 1, Segment = null, SegmentNumber = segments, PeriodStart = s_first, Previous = SegmentName(segments) };
        Journal.Create(new LogStorage(), journals, segments, header).Dispose();
        return name;
    }
}
