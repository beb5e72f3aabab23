namespace LogActors.Tests;

/// <summary>What becomes of closed segments while their log file is written.</summary>
public sealed class SegmentKeeperTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    [Fact]
    public async Task BackupCount_KeepsTheNewest_AndNoFileOfAnotherIsTouched()
    {
        File.WriteAllText(_place.PathOf("orders-20250101.log"), "of another program\n");
        _place.Keep(retain => retain.BackupCount = 2);
        LogFileWriter writer = _place.Open();

        await DaysAsync(writer, 6);
        await _place.UntilAsync(() => _place.Files() is ["orders-20250101.log", "orders-20260105.log", "orders-20260106.log", "orders-20260107.log", "orders.log"]);

        Assert.Equal("record 5\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task MaxAge_OfAnIdleLogFile_DeletesWhenItIsReached()
    {
        _place.Keep(retain => retain.MaxAge = TimeSpan.FromHours(36));
        LogFileWriter writer = _place.Open();
        await DaysAsync(writer, 2);

        _place.Time.Advance(TimeSpan.FromHours(40));
        await _place.UntilAsync(() => _place.Files() is ["orders-20260103.log", "orders.log"]);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd, ".zst")]
    [InlineData(CompressionFormat.Gzip, ".gz")]
    public async Task Compress_KeepsTheText(CompressionFormat format, string ending)
    {
        _place.Keep(retain => retain.Compress = format);
        LogFileWriter writer = _place.Open();

        await DaysAsync(writer, 2);
        await _place.UntilAsync(() => _place.Files() is [var first, "orders-20260103.log", "orders.log"] && first == $"orders-20260102.log{ending}");
        await writer.CloseAsync();

        using CompressedText text = CompressedText.Open(new LogStorage().TryOpen(_place.PathOf($"orders-20260102.log{ending}"))!, "orders", format);
        byte[] read = new byte[text.Length];
        text.Read(0, read);
        Assert.Equal("record 0\n"u8, read);
        ClosedSegment known = Assert.Single(SegmentCatalog.Open(new LogStorage(), _place.JournalFolderOf()).Segments);
        Assert.Equal(new FileInfo(_place.PathOf(known.FileName)).Length, known.Bytes);
    }

    [Fact]
    public async Task CompressAfter_LeavesASegmentForAWhile()
    {
        _place.Keep(retain => (retain.Compress, retain.CompressAfter) = (CompressionFormat.Zstd, TimeSpan.FromHours(2)));
        LogFileWriter writer = _place.Open();
        await DaysAsync(writer, 2);
        await writer.SyncAsync(_producer, 0, _sent - 1);

        Assert.Contains("orders-20260102.log", _place.Files());
        _place.Time.Advance(TimeSpan.FromHours(2.1));
        await _place.UntilAsync(() => _place.Files().Contains("orders-20260102.log.zst"));
    }

    [Fact]
    public async Task CompressedSegments_CountAndGoLikeOthers()
    {
        _place.Keep(retain => (retain.Compress, retain.BackupCount) = (CompressionFormat.Zstd, 2));
        LogFileWriter writer = _place.Open();

        await DaysAsync(writer, 5);

        await _place.UntilAsync(() => _place.Files() is ["orders-20260104.log.zst", "orders-20260105.log.zst", "orders-20260106.log", "orders.log"]);
    }

    [Fact]
    public async Task NameOfACompressedSegment_IsNotGivenAgain()
    {
        File.WriteAllText(_place.PathOf("orders-20260102.log.gz"), "of a former life");

        await SendAsync(_place.Open());

        Assert.Equal(["orders-20260102.0002.log", "orders-20260102.log.gz", "orders.log"], _place.Files());
    }

    [Fact]
    public async Task LastSegment_StaysAsItIsUntilThereIsAnother()
    {
        _place.Keep(retain => retain.Compress = CompressionFormat.Gzip);
        LogFileWriter writer = _place.Open();
        await DaysAsync(writer, 2);
        await writer.RollAsync();

        await _place.UntilAsync(() => _place.Files() is ["orders-20260102.log.gz", "orders-20260103.log", "orders.log"]);
        await SendAsync(writer);

        await _place.UntilAsync(() => _place.Files() is ["orders-20260102.log.gz", "orders-20260103.0002.log", "orders-20260103.log.gz", "orders.log"]);
    }

    [Fact]
    public async Task FileOfSomebodyElse_WithTheNameOfTheCompressedOne_IsLeftAlone()
    {
        File.WriteAllText(_place.PathOf("orders-20260102.0002.log.zst"), "of another program");
        _place.Keep(retain => retain.Compress = CompressionFormat.Zstd);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.WriteAllText(_place.PathOf("orders-20260102.log.zst"), "of another program too");

        await writer.RollAsync();
        await SendAsync(writer);
        await _place.UntilAsync(() => _place.Logger.Of(2305).Length > 0);

        Assert.Equal("of another program too", File.ReadAllText(_place.PathOf("orders-20260102.log.zst")));
        Assert.Equal("record 0\n", _place.Text());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SegmentInTwoForms_OfAPassThatDied_GoesInBoth(bool noted)
    {
        LogFileWriter before = _place.Open();
        await DaysAsync(before, 3);
        await before.CloseAsync();
        Compress("orders-20260102.log", noted);
        _place.Keep(retain => retain.BackupCount = 1);

        await SendAsync(_place.Open());

        await _place.UntilAsync(() => _place.Files() is ["orders-20260103.log", "orders-20260104.log", "orders.log"]);
    }

    public void Dispose() => _place.Dispose();

    private void Compress(string segment, bool noted)
    {
        LogStorage storage = new();
        using IStoredFile plain = storage.Open(_place.PathOf(segment));
        using IStoredFile compressed = storage.Open(_place.PathOf($"{segment}.zst"));
        long bytes = SegmentCompressor.Compress(plain, compressed, CompressionFormat.Zstd, 1, CancellationToken.None);
        if (noted)
        {
            SegmentCatalog catalog = SegmentCatalog.Open(storage, _place.JournalFolderOf());
            catalog.Store(catalog.Segments[0].Number, $"{segment}.zst", bytes, sync: true);
        }
    }

    private async Task DaysAsync(LogFileWriter writer, int days)
    {
        for (int day = 0; day < days; day++)
        {
            _place.Time.Advance(day == 0 ? TimeSpan.Zero : TimeSpan.FromDays(1));
            await SendAsync(writer);
        }
    }

    private async Task SendAsync(LogFileWriter writer) => Assert.Equal(AppendOutcome.Appended, (await writer.AppendAsync(Some.Batch(_producer, _sent++))).Outcome);
}
