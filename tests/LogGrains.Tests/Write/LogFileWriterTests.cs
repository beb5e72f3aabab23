namespace LogActors.Tests;

public sealed class LogFileWriterTests : IDisposable
{
    private readonly WriterPlace _place = new();

    [Fact]
    public async Task Append_OfManyProducers_KeepsEachOnesOrder()
    {
        LogFileWriter writer = _place.Open();
        Guid[] producers = [.. Enumerable.Range(0, 8).Select(_ => Guid.NewGuid())];

        await Task.WhenAll(producers.Select((producer, number) => Task.Run(async () =>
        {
            for (int first = 0; first < 60; first += 3)
            {
                AppendReceipt receipt = await writer.AppendAsync(Some.Batch(producer, first, 3, $"p{number}"));
                Assert.Equal((AppendOutcome.Appended, first + 2), (receipt.Outcome, receipt.LastSequence));
            }
        })));

        string[] lines = _place.Lines();
        Assert.Equal(8 * 60, lines.Length);
        Assert.All(Enumerable.Range(0, 8), number =>
            Assert.Equal(Enumerable.Range(0, 60).Select(i => $"p{number} {i}"), lines.Where(line => line.StartsWith($"p{number} ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Append_WhileAWriteGoesOn_BecomesOneWriteForAll()
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);

        List<Task<AppendReceipt>> receipts = [writer.AppendAsync(Some.Batch("first"))];
        await disk.FirstWrite;
        receipts.AddRange(Enumerable.Range(0, 5).Select(i => writer.AppendAsync(Some.Batch($"waiting {i}"))));
        disk.LetThrough();
        await Task.WhenAll(receipts);

        Assert.Equal(["first\n", "waiting 0\nwaiting 1\nwaiting 2\nwaiting 3\nwaiting 4\n"], disk.Writes);
    }

    [Fact]
    public async Task Append_BeforeItsWriteHasEnded_HasNoReceipt()
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);

        Task<AppendReceipt> receipt = writer.AppendAsync(Some.Batch("first"));
        await disk.FirstWrite;
        bool early = receipt.IsCompleted;
        disk.LetThrough();

        Assert.False(early);
        Assert.Equal(AppendOutcome.Appended, (await receipt).Outcome);
        Assert.Equal(["first"], _place.Lines());
    }

    [Fact]
    public async Task Append_RepeatedAfterLostAnswer_WritesTheBatchOnce()
    {
        LogFileWriter writer = _place.Open();
        Guid producer = Guid.NewGuid();
        await writer.AppendAsync(Some.Batch(producer, 0, 2));

        AppendReceipt repeat = await writer.AppendAsync(Some.Batch(producer, 0, 2));

        Assert.Equal((AppendOutcome.Appended, 1), (repeat.Outcome, repeat.LastSequence));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Append_RepeatedWithinTheGroup_IsWrittenOnceAndAnsweredAfterTheWrite()
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        Guid producer = Guid.NewGuid();

        Task first = writer.AppendAsync(Some.Batch("first"));
        await disk.FirstWrite;
        Task<AppendReceipt>[] both = [writer.AppendAsync(Some.Batch(producer, 0, 2)), writer.AppendAsync(Some.Batch(producer, 0, 2))];
        disk.LetThrough();
        await first;

        Assert.All(await Task.WhenAll(both), receipt => Assert.Equal((AppendOutcome.Appended, 1), (receipt.Outcome, receipt.LastSequence)));
        Assert.Equal(["first", "record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Append_OfOverlap_WritesOnlyWhatIsNew()
    {
        LogFileWriter writer = _place.Open();
        Guid producer = Guid.NewGuid();
        await writer.AppendAsync(Some.Batch(producer, 0, 3));

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(producer, 1, 4));

        Assert.Equal((AppendOutcome.Appended, 4), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2", "record 3", "record 4"], _place.Lines());
    }

    [Fact]
    public async Task Append_AfterGap_SaysWhatIsExpected()
    {
        LogFileWriter writer = _place.Open();
        Guid producer = Guid.NewGuid();
        await writer.AppendAsync(Some.Batch(producer, 0, 2));

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(producer, 3, 1));

        Assert.Equal((AppendOutcome.OutOfOrder, 1), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal("The batch begins with 3; 2 is expected.", receipt.Detail);
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Append_OfOldEpoch_IsFenced()
    {
        LogFileWriter writer = _place.Open();
        Guid producer = Guid.NewGuid();
        await writer.AppendAsync(Some.Batch(producer, 0, 1, "old"));
        await writer.AppendAsync(Some.Batch(producer, 0, 1, "new", epoch: 1));

        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(producer, 1, 1, "late"));

        Assert.Equal(AppendOutcome.Fenced, receipt.Outcome);
        Assert.Equal(["old 0", $"Producer {producer:N} starts over here, after record 0: records that came next may be missing, and the first ones below may be above too.", "new 0"], _place.Lines());
    }

    [Fact]
    public async Task Append_BeyondTheByteBound_IsBusyUntilThereIsRoom()
    {
        const int PendingBytes = 32 * 1024 * 1024;
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        byte[] payload = Some.Payload(new string('x', 600_000));
        int fits = PendingBytes / payload.Length;

        List<Task<AppendReceipt>> receipts = [writer.AppendAsync(Some.Batch("first"))];
        await disk.FirstWrite;
        receipts.AddRange(Enumerable.Range(0, fits).Select(_ => writer.AppendAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 1, payload))));
        Guid late = Guid.NewGuid();
        AppendReceipt busy = await writer.AppendAsync(new RecordBatch(late, 0, 0, 1, payload));
        disk.LetThrough();
        AppendReceipt[] answered = await Task.WhenAll(receipts);
        AppendReceipt again = await writer.AppendAsync(new RecordBatch(late, 0, 0, 1, payload));

        Assert.Equal(AppendOutcome.Busy, busy.Outcome);
        Assert.True(busy.RetryAfter > TimeSpan.Zero);
        Assert.All(answered, receipt => Assert.Equal(AppendOutcome.Appended, receipt.Outcome));
        Assert.Equal(AppendOutcome.Appended, again.Outcome);
        Assert.Equal(fits + 2, _place.Lines().Length);
    }

    [Fact]
    public void Batch_InRentedMemory_CountsAsWhatItHolds()
    {
        RecordBatch received = new(Guid.NewGuid(), 0, 0, 1, new byte[1024], 600);
        RecordBatch own = new(Guid.NewGuid(), 0, 0, 1, new byte[600]);

        Assert.Equal((1024, 600), (new PendingAppend(received).Bytes, new PendingAppend(own).Bytes));
    }

    [Fact]
    public async Task Close_WhileBatchesWait_WritesThemAndRefusesFurtherOnes()
    {
        using BlockingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);

        Task<AppendReceipt> first = writer.AppendAsync(Some.Batch("first"));
        await disk.FirstWrite;
        Task<AppendReceipt> waiting = writer.AppendAsync(Some.Batch("waiting"));
        Task closing = writer.CloseAsync();
        AppendReceipt late = await writer.AppendAsync(Some.Batch("late"));
        disk.LetThrough();
        await closing;

        Assert.Equal(AppendOutcome.Appended, (await first).Outcome);
        Assert.Equal(AppendOutcome.Appended, (await waiting).Outcome);
        Assert.Equal(AppendOutcome.ShuttingDown, late.Outcome);
        Assert.Equal(["first", "waiting"], _place.Lines());
    }

    [Fact]
    public async Task Close_OfAWriterWithoutBatches_TouchesNothing()
    {
        LogFileWriter writer = _place.Open();

        await writer.CloseAsync();
        await writer.CloseAsync();

        Assert.Empty(Directory.GetFiles(_place.Root.FullPath));
        Assert.False(Directory.Exists(_place.JournalFolderOf()));
    }

    [Fact]
    public async Task Receipt_WhateverTheOutcome_CarriesWriterEpochAndSettingsVersion()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        Guid producer = Guid.NewGuid();

        AppendReceipt[] receipts =
        [
            await writer.AppendAsync(new RecordBatch(producer, 1, 0, 1, new byte[] { 1 })),
            await writer.AppendAsync(new RecordBatch(producer, 1, -1, 1, new byte[] { 1 })),
            await writer.AppendAsync(Some.Batch(producer, epoch: 1)),
            await writer.AppendAsync(Some.Batch(producer, epoch: 1)),
            await writer.AppendAsync(Some.Batch(producer, first: 7, epoch: 1)),
            await writer.AppendAsync(Some.Batch(producer, epoch: 0)),
            await FailAsync(Some.Batch(producer, first: 1, epoch: 1)),
            await CloseAsync(Some.Batch(producer, first: 1, epoch: 1)),
        ];

        Assert.Equal(
            [
                AppendOutcome.Refused, AppendOutcome.Refused, AppendOutcome.Appended, AppendOutcome.Appended,
                AppendOutcome.OutOfOrder, AppendOutcome.Fenced, AppendOutcome.DiskFull, AppendOutcome.ShuttingDown,
            ],
            receipts.Select(receipt => receipt.Outcome));
        Assert.All(receipts, receipt => Assert.Equal((1, 1), (receipt.WriterEpoch, receipt.SettingsVersion)));

        Task<AppendReceipt> FailAsync(RecordBatch batch)
        {
            disk.CapacityBytes = 0;
            return writer.AppendAsync(batch);
        }

        async Task<AppendReceipt> CloseAsync(RecordBatch batch)
        {
            await writer.CloseAsync();
            return await writer.AppendAsync(batch);
        }
    }

    [Fact]
    public async Task Settings_ChangedAtRunTime_HoldFromTheNextBatchOn()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch("before"));
        LogStoreOptions changed = new();
        changed.Files["orders"] = new LogFileOptions { Template = "{Level} {Message}" };

        _place.Settings.Apply(changed);
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch("after"));

        Assert.Equal(2, receipt.SettingsVersion);
        Assert.Equal(2, _place.Lines().Length);
        Assert.Equal("before", _place.Lines()[0]);
        Assert.EndsWith(" after", _place.Lines()[1], StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();
}
