using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

/// <summary>What becomes of log files that nobody writes.</summary>
public sealed class CaretakerTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly GatedDisk _disk = new();
    private readonly LogFileWriters _writers;
    private readonly Caretaker _caretaker;

    public CaretakerTests()
    {
        _writers = new LogFileWriters(_place.Root, _disk, _place.Settings, _place.Time, NullLoggerFactory.Instance, maxOpen: 10);
        _caretaker = new Caretaker(_place.Root, _writers, _place.Settings, _disk, _place.Time, NullLogger<Caretaker>.Instance);
    }

    [Fact]
    public async Task IdleLogFile_RollsWhenItsPeriodIsOver_AndIsOpenedOnceForThat()
    {
        await WriteAsync("orders", days: 1);
        string[] before = Journals("orders");
        await LookAsync();
        string[] early = Journals("orders");
        _place.Time.Advance(TimeSpan.FromDays(1));

        await LookAsync();
        string[] rolled = Journals("orders");
        await LookAsync();

        Assert.Equal(before, early);
        Assert.NotEqual(before, rolled);
        Assert.Equal(rolled, Journals("orders"));
        Assert.Equal("orders-20260102.log", Assert.Single(Closed("orders")).FileName);
    }

    [Fact]
    public async Task IdleLogFile_InAFolder_IsFound()
    {
        await WriteAsync("shop/payments", days: 1);
        _place.Time.Advance(TimeSpan.FromDays(1));

        await LookAsync();

        Assert.Single(Closed("shop/payments"));
    }

    [Fact]
    public async Task MaxAge_OfAnIdleLogFile_DeletesWhenItIsReached()
    {
        _place.Keep(retain => retain.MaxAge = TimeSpan.FromDays(10));
        await WriteAsync("orders", days: 3);
        await LookAsync();
        Assert.Equal(["orders-20260102.log", "orders-20260103.log", "orders-20260104.log", "orders.log"], _place.Files());

        _place.Time.Advance(TimeSpan.FromDays(10) + TimeSpan.FromSeconds(1));
        await LookAsync();

        Assert.Equal(["orders-20260104.log", "orders.log"], _place.Files());
    }

    [Fact]
    public async Task Compress_OfAnIdleLogFile_IsDoneAfterAWhile()
    {
        _place.Keep(retain => (retain.Compress, retain.CompressAfter) = (CompressionFormat.Zstd, TimeSpan.FromHours(30)));
        await WriteAsync("orders", days: 2);
        await LookAsync();
        Assert.DoesNotContain("orders-20260102.log.zst", _place.Files());

        _place.Time.Advance(TimeSpan.FromHours(30));
        await LookAsync();

        Assert.Equal(["orders-20260102.log.zst", "orders-20260103.log", "orders.log"], _place.Files());
    }

    [Fact]
    public async Task MaxTotalBytes_OfAll_DeletesWhatWasClosedFirst_OfOpenLogFilesToo()
    {
        Limit(0);
        LogFileWriter open = _writers.Open(LogFileName.Parse("payments"), () => { });
        Guid producer = Guid.NewGuid();
        await open.AppendAsync(Some.Batch(producer, 0));
        await open.RollAsync();
        await open.AppendAsync(Some.Batch(producer, 1));
        _place.Time.Advance(TimeSpan.FromSeconds(10));
        await WriteAsync("orders", days: 3);
        Assert.Equal(2, Closed("orders").Count);

        Limit(4 * 9);                                           // two current segments, and two of the three closed ones
        await LookAsync();
        Assert.Equal((0, 2), (Closed("payments").Count, Closed("orders").Count));
        Limit(1);
        await LookAsync();

        Assert.Equal((0, 0), (Closed("payments").Count, Closed("orders").Count));
        Assert.Equal(["orders-20260104.log", "orders.log", "payments-20260102.0002.log", "payments.log"], _place.Files());
        await _writers.CloseAsync(open);
    }

    [Fact]
    public async Task LogFileThatIsWrittenWhileItIsTended_KeepsThatWriter()
    {
        await WriteAsync("orders", days: 1);
        _place.Time.Advance(TimeSpan.FromDays(1));
        _disk.Hold();
        Task look = _caretaker.LookAsync(CancellationToken.None);
        await _disk.Reached;

        LogFileWriter writer = _writers.Open(LogFileName.Parse("orders"), () => { });
        Task<AppendReceipt> append = writer.AppendAsync(Some.Batch(Guid.NewGuid()));
        _disk.Release();
        await look.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(AppendOutcome.Appended, (await append).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await writer.AppendAsync(Some.Batch(Guid.NewGuid()))).Outcome);
        await _writers.CloseAsync(writer);
    }

    [Fact]
    public async Task LogFileWithAJournalThatCannotBeRead_IsLeftAlone_AndHindersNoOther()
    {
        await WriteAsync("broken", days: 1);
        await WriteAsync("orders", days: 1);
        File.WriteAllText(_place.JournalOf("broken"), "no journal");
        _place.Time.Advance(TimeSpan.FromDays(1));

        await LookAsync();

        Assert.Equal("no journal", File.ReadAllText(_place.JournalOf("broken")));
        Assert.Single(Closed("orders"));
    }

    public void Dispose()
    {
        _caretaker.Dispose();
        _disk.Dispose();
        _place.Dispose();
    }

    private Task LookAsync() => _caretaker.LookAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));

    // A record a day, at the same time of the day.
    private async Task WriteAsync(string name, int days)
    {
        LogFileWriter writer = _writers.Open(LogFileName.Parse(name), () => { });
        Guid producer = Guid.NewGuid();
        for (int day = 0; day < days; day++)
        {
            if (day > 0)
            {
                _place.Time.Advance(TimeSpan.FromDays(1));
            }

            Assert.Equal(AppendOutcome.Appended, (await writer.AppendAsync(Some.Batch(producer, day))).Outcome);
        }

        await _writers.CloseAsync(writer);
    }

    private void Limit(long bytes)
    {
        LogStoreOptions options = new() { MaxTotalBytes = bytes };
        options.Files["*"] = new LogFileOptions { Template = "{Message}" };
        options.Files["payments"] = new LogFileOptions { Template = "{Message}", Roll = { When = RollWhen.Never } };
        _place.Settings.Apply(options);
    }

    private IReadOnlyList<ClosedSegment> Closed(string name) => SegmentCatalog.Open(new LogStorage(), _place.JournalFolderOf(name)).Segments;

    private string[] Journals(string name) => Directory.GetFiles(_place.JournalFolderOf(name), "*.journal");

    // A disk that can be made to wait where a writer takes the lock of its log file.
    private sealed class GatedDisk : PassingDisk, IDisposable
    {
        private readonly ManualResetEventSlim _gate = new(initialState: true);
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public void Hold() => _gate.Reset();

        public void Release() => _gate.Set();

        public void Dispose() => _gate.Dispose();

        public override IFileLock? TryLock(string path)
        {
            if (!_gate.IsSet)
            {
                _reached.TrySetResult();
            }

            _gate.Wait();
            return base.TryLock(path);
        }
    }
}
