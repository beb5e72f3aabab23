using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>What the instruments of a silo say of what its writers do.</summary>
public sealed class SiloInstrumentsTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    private Readings Readings => _place.Readings;

    [Fact]
    public async Task Records_CountOnce_HoweverOftenTheyAreSent()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch(_producer, 0, 3));
        await writer.AppendAsync(Some.Batch(_producer, 0, 3));
        await writer.AppendAsync(Some.Batch(_producer, 1, 4));

        await writer.CloseAsync();

        Assert.Equal((5, 5 * "record 0\n".Length), (Readings.Sum("records.written"), Readings.Sum("text.written")));
        Assert.Equal(2, Readings.Sum("groups.written"));        // the repeat needs none
        Assert.Equal(["appended 3"], Readings.Of("receipts"));
    }

    [Fact]
    public async Task Group_IsOne_WhateverNumberOfBatchesItHas()
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        Task<AppendReceipt> first = writer.AppendAsync(Some.Batch("first"));
        await disk.FirstWrite;
        Task<AppendReceipt>[] others = [.. Enumerable.Range(0, 7).Select(_ => writer.AppendAsync(Some.Batch("other")))];

        disk.LetThrough();
        await Task.WhenAll([first, .. others]);

        Assert.Equal((8, 2), (Readings.Sum("records.written"), Readings.Sum("groups.written")));
    }

    [Fact]
    public async Task Receipts_CountByOutcome()
    {
        FailingDisk disk = new();
        disk.FailWrite(1, Some.DiskFull());
        disk.FailWrite(2, Some.BrokenDisk());
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        await writer.AppendAsync(Some.Batch(_producer, 0));
        await writer.AppendAsync(Some.Batch(_producer, 0, epoch: 1));
        await writer.AppendAsync(Some.Batch(_producer, 7, epoch: 1));
        await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.AppendAsync(new RecordBatch(_producer, 1, 1, 1, "no payload"u8.ToArray()));
        await _place.Open().AppendAsync(Some.Batch("of a writer that finds the log file taken"));
        await writer.CloseAsync();

        await writer.AppendAsync(Some.Batch(_producer, 1, epoch: 1));

        Assert.Equal(["appended 1", "busy 1", "disk_full 1", "faulted 1", "fenced 1", "out_of_order 1", "refused 1", "shutting_down 1"], Readings.Of("receipts"));
        Assert.Equal(["write 2"], Readings.Of("failures"));
    }

    [Fact]
    public async Task Syncs_AreMeasured_AndThoseThatFailAreFailures()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        int good = Readings.Count("sync.duration");
        await SendAsync(writer);
        disk.SyncErrors.Enqueue(Some.BrokenDisk());

        await writer.SyncAsync(_producer, 0, 1);

        Assert.Equal(1, good);
        Assert.Equal(["sync 1"], Readings.Of("failures"));
    }

    [Fact]
    public async Task Rolls_Count_WhateverTheirReason()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();
        await writer.RollAsync();                               // there is nothing to close
        await SendAsync(writer);
        _place.Time.Advance(TimeSpan.FromDays(1));

        await SendAsync(writer);

        Assert.Equal(2, Readings.Sum("rolls"));
    }

    [Fact]
    public async Task RollThatFails_IsAFailure()
    {
        _place.Follow(roll => roll.RollEmpty = true);           // so that the timer, should it come first, needs another segment too
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        disk.OpenError = Some.DiskFull();
        _place.Time.Advance(TimeSpan.FromDays(1));

        await SendAsync(writer);

        Assert.Equal(["roll 1"], Readings.Of("failures"));
        Assert.Equal(0, Readings.Sum("rolls"));
    }

    [Fact]
    public async Task LogFileThatCannotBeOpened_IsAFailure()
    {
        FailingDisk disk = new() { OpenError = Some.BrokenDisk() };

        await _place.Open(storage: disk).AppendAsync(Some.Batch(_producer, 0));

        Assert.Equal(["open 1"], Readings.Of("failures"));
    }

    [Fact]
    public async Task SegmentThatCannotGetItsName_IsAFailure()
    {
        RefusingDisk disk = new() { RenameError = Some.BrokenDisk() };

        await SendAsync(_place.Open(storage: disk));

        Assert.StartsWith("rename ", Assert.Single(Readings.Of("failures")), StringComparison.Ordinal);      // with every attempt
    }

    [Theory]
    [InlineData("moved")]
    [InlineData("deleted")]
    [InlineData("cut")]
    [InlineData("extended")]
    public async Task Disturbance_CountsOnce_ByItsKind(string kind)
    {
        string segment = _place.PathOf($"orders-{WriterPlace.Today}.log");
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        Disturb(segment, kind);

        await _place.UntilAsync(() => _place.Logger.Has(2213));
        await SendAsync(writer);

        Assert.Equal([$"{kind} 1"], Readings.Of("segment.disturbances"));
    }

    [Fact]
    public async Task SegmentThatIsCutAtTheMomentOfAWrite_IsHollowed()
    {
        CuttingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        disk.CutBeforeWrite = true;
        await SendAsync(writer);

        await SendAsync(writer);

        Assert.Equal(["hollowed 1"], Readings.Of("segment.disturbances"));
    }

    [Fact]
    public async Task DeletedSegments_CountByRule()
    {
        LogFileWriter writer = _place.Open();
        await SegmentsAsync(writer, 6);
        await writer.TendAsync([1]);                            // as the limit of all log files together asks for
        await TendAsync(writer, retain => retain.MaxTotalBytes = 5 * 9);
        await TendAsync(writer, retain => retain.BackupCount = 3);
        _place.Time.Advance(TimeSpan.FromHours(1));
        await TendAsync(writer, retain => retain.MaxAge = TimeSpan.FromMinutes(1));

        Assert.Equal(["age 3", "bytes 1", "count 1", "root 1"], Readings.Of("segments.deleted"));
    }

    [Fact]
    public async Task SegmentThatCannotBeDeleted_IsAFailure()
    {
        RefusingDisk disk = new() { DeleteError = Some.BrokenDisk() };
        LogFileWriter writer = _place.Open(storage: disk);
        await SegmentsAsync(writer, 2);

        await writer.TendAsync([1, 2]);

        Assert.Equal(["delete 2"], Readings.Of("failures"));
        Assert.Empty(Readings.Of("segments.deleted"));
    }

    [Fact]
    public async Task Compressions_CountBytesBeforeAndAfter()
    {
        LogFileWriter writer = _place.Open();
        await SegmentsAsync(writer, 2);

        await TendAsync(writer, retain => retain.Compress = CompressionFormat.Zstd);

        long[] after = [.. Directory.GetFiles(_place.Root.FullPath, "*.zst").Select(path => new FileInfo(path).Length)];
        Assert.Equal((2, 2 * 9, after.Sum()), (Readings.Sum("segments.compressed"), Readings.Sum("compression.input"), Readings.Sum("compression.output")));
    }

    [Fact]
    public async Task SegmentThatCannotBeCompressed_IsAFailure()
    {
        RefusingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SegmentsAsync(writer, 1);
        disk.RenameError = Some.BrokenDisk();

        await TendAsync(writer, retain => retain.Compress = CompressionFormat.Gzip);

        Assert.Equal(["compress 1"], Readings.Of("failures"));
        Assert.Equal(0, Readings.Sum("segments.compressed"));
    }

    [Fact]
    public async Task OpenLogFiles_AndBytesThatWait_AreReadWhenSomebodyCollects()
    {
        using BlockingDisk disk = new();
        LogFileWriters writers = new(_place.Root, disk, _place.Settings, _place.Time, NullLoggerFactory.Instance, maxOpen: 10, _place.Instruments);
        _place.Instruments.Observe(writers);
        LogFileWriter orders = writers.Open(LogFileName.Parse("orders"), () => { });
        LogFileWriter payments = writers.Open(LogFileName.Parse("payments"), () => { });
        RecordBatch batch = Some.Batch(_producer, 0);
        int held = batch.HeldBytes;
        Task<AppendReceipt> append = orders.AppendAsync(batch);
        await disk.FirstWrite;

        Readings.Collect();
        (double, double) before = (Readings.Sum("files.open"), Readings.Sum("buffer.usage"));
        disk.LetThrough();
        await append;
        await writers.CloseAsync(orders);
        Readings.Collect();

        Assert.Equal((2, held), before);
        Assert.Equal((1, 0), (Readings.Sum("files.open"), Readings.Sum("buffer.usage")));
        await writers.CloseAsync(payments);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counting_AllocatesNothing(bool someoneListens)
    {
        using Meter meter = new("of this test");
        SiloInstruments instruments = new(meter);
        using MeterListener listener = new();
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (someoneListens && instrument.Meter == meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        CountMany(instruments);

        long before = GC.GetAllocatedBytesForCurrentThread();
        CountMany(instruments);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Documentation_NamesEachInstrument_WithItsKindAndUnit()
    {
        using MeterListener listener = new();
        List<string> published = [];
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter == Readings.Meter)
            {
                string kind = instrument is Histogram<double> ? "histogram" : instrument.GetType().Name.Contains("UpDown", StringComparison.Ordinal) ? "up-down counter" : "counter";
                published.Add($"| `{instrument.Name}` | {kind} | `{instrument.Unit}` |");
            }
        };
        _place.Instruments.Observe(new LogFileWriters(_place.Root, new LogStorage(), _place.Settings, _place.Time, NullLoggerFactory.Instance, maxOpen: 10));

        listener.Start();

        IEnumerable<string> rows = File.ReadLines(DocumentationPath()).Where(line => line.StartsWith("| `logactors.silo.", StringComparison.Ordinal)).Select(line => string.Join('|', line.Split('|')[..4]) + "|");
        Assert.Equal(rows.Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void InstrumentsOfNobody_AreNotPublished()
    {
        Meter none = SiloInstruments.None.Meter;
        List<Meter> published = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, _) => published.Add(instrument.Meter);

        listener.Start();

        Assert.DoesNotContain(none, published);
    }

    public void Dispose() => _place.Dispose();

    private static void CountMany(SiloInstruments instruments)
    {
        for (int i = 0; i < 1_000; i++)
        {
            instruments.Written(10, 1000);
            instruments.Answered(AppendOutcome.Appended);
            instruments.Synced(TimeSpan.FromMilliseconds(i));
        }
    }

    private static string DocumentationPath()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "metrics.md")))
        {
            folder = folder.Parent;
        }

        Assert.True(folder is not null, $"docs/metrics.md is in no folder above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "docs", "metrics.md");
    }

    private static void Disturb(string segment, string kind)
    {
        switch (kind)
        {
            case "moved":
                File.Move(segment, segment + ".taken");
                break;
            case "deleted":
                File.Delete(segment);
                break;
            case "cut":
                File.WriteAllText(segment, "");
                break;
            default:
                File.AppendAllText(segment, "of another program\n");
                break;
        }
    }

    private async Task SendAsync(LogFileWriter writer) => Assert.Equal(AppendOutcome.Appended, (await writer.AppendAsync(Some.Batch(_producer, _sent++))).Outcome);

    // So many closed segments of 9 bytes each, and a current one.
    private async Task SegmentsAsync(LogFileWriter writer, int closed)
    {
        for (int i = 0; i < closed; i++)
        {
            await SendAsync(writer);
            await writer.RollAsync();
        }

        await SendAsync(writer);
    }

    private async Task TendAsync(LogFileWriter writer, Action<RetainOptions> retain)
    {
        _place.Keep(retain);
        await writer.TendAsync([]);
    }
}
