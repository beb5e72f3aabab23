namespace LogActors.Tests;

/// <summary>One writer after another, and one day after another.</summary>
public sealed class SegmentChainTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();

    [Fact]
    public async Task Reopen_AfterCleanClose_RecognisesARepeat()
    {
        await WriteAndCloseAsync(Some.Batch(_producer, 0, 2));

        AppendReceipt repeat = await _place.Open().AppendAsync(Some.Batch(_producer, 0, 2));

        Assert.Equal((AppendOutcome.Appended, 1), (repeat.Outcome, repeat.LastSequence));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
        Assert.Empty(_place.Logger.Of(2202));
    }

    [Fact]
    public async Task Reopen_AfterCleanClose_RecognisesAGap()
    {
        await WriteAndCloseAsync(Some.Batch(_producer, 0, 2));

        AppendReceipt gap = await _place.Open().AppendAsync(Some.Batch(_producer, 3, 1));

        Assert.Equal((AppendOutcome.OutOfOrder, 1), (gap.Outcome, gap.LastSequence));
    }

    [Fact]
    public async Task Reopen_OnALaterDay_RecognisesARepeat()
    {
        await WriteAndCloseAsync(Some.Batch(_producer, 0, 2));
        _place.Time.Advance(TimeSpan.FromDays(3));

        LogFileWriter next = _place.Open();
        AppendReceipt repeat = await next.AppendAsync(Some.Batch(_producer, 0, 2));
        AppendReceipt receipt = await next.AppendAsync(Some.Batch(_producer, 2, 1));

        Assert.Equal(AppendOutcome.Appended, repeat.Outcome);
        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
        Assert.Equal(["record 0", "record 1"], _place.Lines());
        Assert.Equal(["record 2"], _place.Lines(day: "20260105"));
    }

    [Fact]
    public async Task WriterEpoch_OfEachWriter_IsHigherThanTheLast()
    {
        FailingDisk disk = new();
        await WriteAndCloseAsync(Some.Batch("first"));
        AppendReceipt second = await _place.Open(storage: disk).AppendAsync(Some.Batch("second"));
        disk.Crash();

        AppendReceipt third = await _place.Open().AppendAsync(Some.Batch("third"));

        Assert.Equal((2, 3), (second.WriterEpoch, third.WriterEpoch));
    }

    [Fact]
    public async Task TornLastLine_OfAKilledWriter_IsEnded()
    {
        File.WriteAllText(_place.PathOf($"orders-{WriterPlace.Today}.log"), "whole\ntor");

        await _place.Open().AppendAsync(Some.Batch("next"));

        Assert.Equal("whole\ntor\nnext\n", _place.Text());
    }

    [Fact]
    public async Task Midnight_Utc_GoesOnInTheNextSegment()
    {
        LogFileWriter writer = _place.Open();
        _place.Time.SetUtcNow(new DateTimeOffset(2026, 1, 2, 23, 59, 59, 999, TimeSpan.Zero));
        await writer.AppendAsync(Some.Batch("of the old day"));

        _place.Time.Advance(TimeSpan.FromMilliseconds(1));
        await writer.AppendAsync(Some.Batch("of the new day"));

        Assert.Equal(["of the old day"], _place.Lines());
        Assert.Equal(["of the new day"], _place.Lines(day: "20260103"));
    }

    [Fact]
    public async Task Midnight_WithoutTheNextSegment_GoesOnInTheLastAndTriesAgain()
    {
        _place.Follow(roll => roll.RollEmpty = true);           // or midnight itself may close the segment, before there is a record
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        disk.OpenError = Some.DiskFull();
        _place.Time.Advance(TimeSpan.FromDays(1));

        await writer.AppendAsync(Some.Batch(_producer, 1));
        disk.OpenError = null;
        await writer.AppendAsync(Some.Batch(_producer, 2));     // too soon for another try
        _place.Time.Advance(TimeSpan.FromSeconds(1));
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 3));

        Assert.Equal((AppendOutcome.Appended, 3), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.Equal(["record 3"], _place.Lines(day: "20260103"));
        Assert.Single(_place.Logger.Of(2104));
    }

    [Fact]
    public async Task NextSegmentThatCannotBeMade_IsSaidOnce_UntilThatChanges()
    {
        FailingDisk disk = new();
        _place.Follow(roll => roll.RollEmpty = true);
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        disk.OpenError = Some.DiskFull();
        _place.Time.Advance(TimeSpan.FromDays(1));
        for (int i = 1; i < 5; i++)
        {
            _place.Time.Advance(TimeSpan.FromSeconds(1));
            await writer.AppendAsync(Some.Batch(_producer, i));
        }

        Assert.Single(_place.Logger.Of(2104));
        disk.OpenError = Some.BrokenDisk();
        _place.Time.Advance(TimeSpan.FromSeconds(1));
        await writer.AppendAsync(Some.Batch(_producer, 5));
        Assert.Equal(2, _place.Logger.Of(2104).Length);
    }

    [Fact]
    public async Task Clock_SetBackWhileWriting_StaysInTheSegment()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch("before"));

        _place.Time.AdjustTime(_place.Time.GetUtcNow().AddDays(-2));
        await writer.AppendAsync(Some.Batch("after"));

        Assert.Equal(["before", "after"], _place.Lines());
        Assert.Equal([_place.PathOf($"orders-{WriterPlace.Today}.log")], Directory.GetFiles(_place.Root.FullPath, "orders-*.log"));
    }

    [Fact]
    public async Task Clock_SetBackBetweenWriters_StaysInTheNewestSegment()
    {
        await WriteAndCloseAsync(Some.Batch(_producer, 0));
        _place.Time.AdjustTime(_place.Time.GetUtcNow().AddDays(-2));

        LogFileWriter next = _place.Open();
        await next.AppendAsync(Some.Batch(_producer, 0));
        await next.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task LogFiles_InFolders_HaveSegmentsLinkAndStateThere()
    {
        LogFileWriter writer = _place.Open("shop/eu/payments");

        await writer.AppendAsync(Some.Batch("paid"));
        await writer.CloseAsync();

        Assert.Equal(["paid"], _place.Lines("shop/eu/payments"));
        Assert.Equal("paid\n", File.ReadAllText(_place.PathOf("shop/eu/payments.log")));
        Assert.Equal(5, JournalReader.Read(File.ReadAllBytes(_place.JournalOf("shop/eu/payments")))!.EndedAt);
    }

    [Fact]
    public async Task LogFiles_InFoldersNamedLikeOthers_DoNotMeetThem()
    {
        string[] names = ["orders", "orders/lock", "orders/x", "orders.json/x"];

        AppendReceipt[] receipts = await Task.WhenAll(names.Select(name => _place.Open(name).AppendAsync(Some.Batch(name))));

        Assert.All(receipts, receipt => Assert.Equal((AppendOutcome.Appended, null), (receipt.Outcome, receipt.Detail)));
    }

    public void Dispose() => _place.Dispose();

    private async Task WriteAndCloseAsync(RecordBatch batch)
    {
        LogFileWriter writer = _place.Open();
        AppendReceipt receipt = await writer.AppendAsync(batch);
        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
        await writer.CloseAsync();
    }
}
