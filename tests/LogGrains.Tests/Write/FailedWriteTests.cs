namespace LogActors.Tests;

/// <summary>A write that fails leaves the file as it was; what was in it lands exactly once when it is sent again.</summary>
public sealed class FailedWriteTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly FailingDisk _disk = new();
    private readonly Guid _producer = Guid.NewGuid();

    [Fact]
    public async Task Write_OnFullDisk_AnswersDiskFullAndTakesTheHalfBack()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 2));
        _disk.FailWrite(2, Some.DiskFull(), tornBytes: 12);

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 2, 2));

        Assert.Equal((AppendOutcome.DiskFull, 1), (receipt.Outcome, receipt.LastSequence));
        Assert.True(receipt.RetryAfter > TimeSpan.Zero);
        Assert.Equal("record 0\nrecord 1\n", _place.Text());
    }

    [Fact]
    public async Task Write_OnBrokenDisk_AnswersFaultedAndTakesTheHalfBack()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 2));
        _disk.FailWrite(2, Some.BrokenDisk(), tornBytes: 12);

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 2, 2));

        Assert.Equal((AppendOutcome.Faulted, 1, "Input/output error"), (receipt.Outcome, receipt.LastSequence, receipt.Detail));
        Assert.Equal("record 0\nrecord 1\n", _place.Text());
    }

    [Fact]
    public async Task Write_FailingInAnUnforeseenWay_AnswersFaultedAndTakesTheHalfBack()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        _disk.FailWrite(1, new InvalidOperationException("Nobody expected this."), tornBytes: 5);

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 0, 2));
        string between = _place.Text();
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 0, 2));

        Assert.Equal((AppendOutcome.Faulted, -1), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal("", between);
        Assert.Equal(AppendOutcome.Appended, again.Outcome);
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Append_AgainAfterFailedWrites_LandsExactlyOnce()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        for (int write = 1; write < 20; write += 2)
        {
            _disk.FailWrite(write, Some.DiskFull(), tornBytes: write % 7);
        }

        for (int sequence = 0; sequence < 10; sequence++)
        {
            AppendReceipt failed = await writer.AppendAsync(Some.Batch(_producer, sequence));
            AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, sequence));
            Assert.NotEqual(AppendOutcome.Appended, failed.Outcome);
            Assert.Equal((AppendOutcome.Appended, sequence), (again.Outcome, again.LastSequence));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"record {i}"), _place.Lines());
    }

    [Fact]
    public async Task Write_OfAGroupThatFails_FailsTheRepeatsInItToo()
    {
        using BlockingDisk gate = new(_disk);
        LogFileWriter writer = _place.Open(storage: gate);
        _disk.FailWrite(2, Some.DiskFull(), tornBytes: 3);

        Task first = writer.AppendAsync(Some.Batch("first"));
        await gate.FirstWrite;
        Task<AppendReceipt>[] both = [writer.AppendAsync(Some.Batch(_producer, 0, 2)), writer.AppendAsync(Some.Batch(_producer, 0, 2))];
        gate.LetThrough();
        await first;
        AppendReceipt[] failed = await Task.WhenAll(both);
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 0, 2));

        Assert.All(failed, receipt => Assert.Equal((AppendOutcome.DiskFull, -1), (receipt.Outcome, receipt.LastSequence)));
        Assert.Equal((AppendOutcome.Appended, 1), (again.Outcome, again.LastSequence));
        Assert.Equal(["first", "record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Write_WhoseHalfCannotBeTakenBack_LeavesTheSegmentForTheNext()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        _disk.FailWrite(2, Some.DiskFull(), tornBytes: 4);
        _disk.TruncateError = Some.BrokenDisk();

        AppendReceipt torn = await writer.AppendAsync(Some.Batch(_producer, 1, 1, "a longer record"));
        string meanwhile = _place.Text();
        AppendReceipt whole = await writer.AppendAsync(Some.Batch(_producer, 1, 1));
        _disk.TruncateError = null;
        await writer.CloseAsync();
        await _place.Open().AppendAsync(Some.Batch(_producer, 1, 1));

        Assert.Equal(AppendOutcome.DiskFull, torn.Outcome);
        Assert.Equal("record 0\na lo", meanwhile);
        Assert.Equal(AppendOutcome.Appended, whole.Outcome);
        Assert.Equal("", _place.Text());                        // what had not been synced went to the next
        Assert.Equal("record 0\nrecord 1\n", File.ReadAllText(_place.PathOf($"orders-{WriterPlace.Today}.0002.log")));
    }

    [Fact]
    public async Task Close_WithAHalfThatCouldNotBeTakenBack_TakesItBack()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        _disk.FailWrite(2, Some.DiskFull(), tornBytes: 4);
        _disk.TruncateError = Some.DiskFull();
        await writer.AppendAsync(Some.Batch(_producer, 1, 1));
        _disk.TruncateError = null;

        await writer.CloseAsync();
        await _place.Open().AppendAsync(Some.Batch(_producer, 0, 1));

        Assert.Equal("record 0\n", _place.Text());
    }

    [Fact]
    public async Task Close_WithAHalfThatCannotBeTakenBack_LeavesTheStateUnclean()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        _disk.FailWrite(2, Some.BrokenDisk(), tornBytes: 4);
        _disk.TruncateError = Some.BrokenDisk();
        await writer.AppendAsync(Some.Batch(_producer, 1, 1));

        await writer.CloseAsync();

        Assert.Null(JournalReader.Read(File.ReadAllBytes(_place.JournalOf()))!.EndedAt);
        Assert.Single(_place.Logger.Of(2203));
    }

    [Fact]
    public async Task DayChange_WithAHalfThatCouldNotBeTakenBack_TakesItBackFirst()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        _disk.FailWrite(2, Some.DiskFull(), tornBytes: 4);
        _disk.TruncateError = Some.DiskFull();
        await writer.AppendAsync(Some.Batch(_producer, 1, 1));
        _disk.TruncateError = null;

        _place.Time.Advance(TimeSpan.FromDays(1));
        await writer.AppendAsync(Some.Batch(_producer, 1, 1));

        Assert.Equal("record 0\n", _place.Text());
        Assert.Equal("record 1\n", _place.Text(day: "20260103"));
    }

    [Fact]
    public async Task Disk_ThatFillsUp_KeepsWholeRecordsAndGoesOnWhenThereIsRoom()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        _disk.CapacityBytes = 50;
        int sequence = 0;

        while ((await writer.AppendAsync(Some.Batch(_producer, sequence))).Outcome == AppendOutcome.Appended)
        {
            sequence++;
        }

        string[] full = _place.Lines();
        _disk.CapacityBytes = long.MaxValue;
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, sequence));

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"record {i}"), full);
        Assert.Equal((AppendOutcome.Appended, 5), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal([.. full, "record 5"], _place.Lines());
    }

    [Fact]
    public async Task Fault_ThatLasts_IsLoggedOnce()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        _disk.FailWrite(1, Some.DiskFull());
        _disk.FailWrite(2, Some.DiskFull());
        _disk.FailWrite(4, Some.DiskFull());

        for (int attempt = 0; attempt < 2; attempt++)
        {
            await writer.AppendAsync(Some.Batch(_producer, 0));
        }

        string[] lasting = _place.Logger.Of(2101);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        await writer.AppendAsync(Some.Batch(_producer, 1));

        Assert.Single(lasting);
        Assert.Equal(2, _place.Logger.Of(2101).Length);
    }

    [Fact]
    public async Task File_ThatCannotBeOpened_IsTriedAgainWithTheNextBatch()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        _disk.OpenError = new UnauthorizedAccessException("Not yours.");

        AppendReceipt refused = await writer.AppendAsync(Some.Batch(_producer, 0));
        _disk.OpenError = null;
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 0));

        Assert.Equal((AppendOutcome.Faulted, "Not yours."), (refused.Outcome, refused.Detail));
        Assert.Equal((AppendOutcome.Appended, 0, 1), (receipt.Outcome, receipt.LastSequence, receipt.WriterEpoch));
        Assert.Equal(["record 0"], _place.Lines());
    }

    [Fact]
    public async Task File_ThatCannotBeOpenedForLackOfSpace_AnswersDiskFull()
    {
        LogFileWriter writer = _place.Open(storage: _disk);
        _disk.OpenError = Some.DiskFull();

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 0));

        Assert.Equal(AppendOutcome.DiskFull, receipt.Outcome);
    }

    [Fact]
    public async Task File_WhoseNameIsAFolder_HasTheNextName()
    {
        LogFileWriter writer = _place.Open();
        Directory.CreateDirectory(_place.PathOf($"orders-{WriterPlace.Today}.log"));

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 0));

        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
        Assert.Equal(["record 0"], _place.Lines(day: $"{WriterPlace.Today}.0002"));
    }

    public void Dispose() => _place.Dispose();
}
