namespace LogActors.Tests;

/// <summary>What the next writer makes of what a dead one left behind.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();

    private string Segment => _place.PathOf($"orders-{WriterPlace.Today}.log");

    [Fact]
    public async Task DeadWriter_WhoseBatchComesAgain_WroteItOnce()
    {
        await WriteAndDieAsync(3);

        AppendReceipt again = await _place.Open().AppendAsync(Some.Batch(_producer, 2, 2));

        Assert.Equal((AppendOutcome.Appended, 3), (again.Outcome, again.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2", "record 3"], _place.Lines());
        Assert.Single(_place.Logger.Of(2202));
    }

    [Theory]
    [InlineData("rec")]
    [InlineData("record 3\nrecord 4\n")]
    public async Task BytesBeyondTheJournal_GoToQuarantine(string tail)
    {
        await WriteAndDieAsync(3);
        File.AppendAllText(Segment, tail);

        await _place.Open().AppendAsync(Some.Batch(_producer, 3, 1));

        Assert.Equal(["record 0", "record 1", "record 2", "record 3"], _place.Lines());
        Assert.Equal(tail, File.ReadAllText(Assert.Single(Directory.GetFiles(_place.JournalFolderOf(), "*.quarantine"))));
    }

    [Fact]
    public async Task JournalCutAnywhere_KeepsTheGroupsThatAreWholeAndNothingElse()
    {
        await WriteAndDieAsync(4);
        byte[] journal = File.ReadAllBytes(_place.JournalOf());
        string path = _place.JournalOf();
        byte[] segment = File.ReadAllBytes(Segment);
        JournalContent whole = JournalReader.Read(journal)!;
        for (int length = journal.Length - 1; length >= 0; length--)
        {
            Array.ForEach(Directory.GetFiles(_place.JournalFolderOf()), File.Delete);
            File.WriteAllBytes(path, journal[..length]);
            File.WriteAllBytes(Segment, segment);
            JournalContent? cut = JournalReader.Read(journal.AsSpan(0, length));

            LogFileWriter writer = _place.Open();
            AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, 4, 1));
            await writer.CloseAsync();

            if (cut is null)
            {
                Assert.Equal(AppendOutcome.Appended, receipt.Outcome);              // adopted: the producer is unknown, and a line says so
                Assert.Contains("begins with record 4 ", _place.Text(), StringComparison.Ordinal);
            }
            else
            {
                Assert.Equal(cut.Groups.Count == 4 ? AppendOutcome.Appended : cut.Groups.Count == 0 ? AppendOutcome.Appended : AppendOutcome.OutOfOrder, receipt.Outcome);
                Assert.StartsWith(string.Concat(Enumerable.Range(0, cut.Groups.Count).Select(i => $"record {i}\n")), _place.Text(), StringComparison.Ordinal);
            }
        }

        Assert.Equal(4, whole.Groups.Count);
    }

    [Fact]
    public async Task DataThatIsNotWhatTheJournalSays_IsCutFromTheFirstBadGroup()
    {
        await WriteAndDieAsync(3);
        byte[] segment = File.ReadAllBytes(Segment);
        segment[^2] ^= 1;
        File.WriteAllBytes(Segment, segment);

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 2, 1));

        Assert.Equal((AppendOutcome.Appended, 2), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
    }

    [Fact]
    public async Task SyncedDataThatIsGone_IsDamage_AndNothingIsCut()
    {
        await WriteSyncAndDieAsync();
        using (FileStream file = File.OpenWrite(Segment))
        {
            file.SetLength(5);
        }

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 2, 1));

        Assert.Equal((AppendOutcome.Appended, 2), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal("recor", _place.Text());
        Assert.Equal("record 2\n", File.ReadAllText(_place.PathOf($"orders-{WriterPlace.Today}.0002.log")));
        Assert.Single(_place.Logger.Of(2205));
    }

    [Fact]
    public async Task SegmentThatIsGone_IsDamage_AndTheNextBegins()
    {
        await WriteSyncAndDieAsync();
        File.Delete(Segment);

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 1, 2));

        Assert.Equal((AppendOutcome.Appended, 2), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 2"], _place.Lines());
    }

    [Fact]
    public async Task JournalDamagedBeforeItsLastSync_IsDamage_AndNobodyIsDoubled()
    {
        await WriteSyncAndDieAsync();
        byte[] journal = File.ReadAllBytes(_place.JournalOf());
        long header = JournalHeaderLength(journal);
        journal[header + 10] ^= 1;                              // in the first group
        File.WriteAllBytes(_place.JournalOf(), journal);

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 0, 3));

        Assert.Equal((AppendOutcome.Appended, 2), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
        Assert.Equal("record 2\n", File.ReadAllText(_place.PathOf($"orders-{WriterPlace.Today}.0002.log")));
        Assert.Single(_place.Logger.Of(2205));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HeaderDamagedOfAJournalThatWasInForce_IsDamage_AndNothingIsCut(bool isSecondSegment)
    {
        string day = WriterPlace.Today;
        if (isSecondSegment)
        {
            LogFileWriter writer = _place.Open();
            await writer.AppendAsync(Some.Batch("yesterday"));
            await writer.CloseAsync();
            _place.Time.Advance(TimeSpan.FromDays(1));
            day = "20260103";
        }

        await WriteAndDieAsync(2);
        byte[] journal = File.ReadAllBytes(_place.JournalOf());
        journal[20] ^= 1;
        File.WriteAllBytes(_place.JournalOf(), journal);

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 0, 3));

        Assert.Equal((AppendOutcome.Appended, 2, isSecondSegment ? 4 : 2), (receipt.Outcome, receipt.LastSequence, receipt.WriterEpoch));
        Assert.Equal(["record 0", "record 1"], _place.Lines(day: day));
        Assert.Equal("record 2\n", File.ReadAllText(_place.PathOf($"orders-{day}.0002.log")));
        Assert.Contains("the header of journal ", Assert.Single(_place.Logger.Of(2205)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PowerLoss_InTheLastSyncOfACleanClose_IsNoDamage()
    {
        const int MarkBytes = FrameFormat.Overhead + (2 * sizeof(long));
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch(_producer, 0, 2));
        await writer.CloseAsync();
        byte[] journal = File.ReadAllBytes(_place.JournalOf());
        journal.AsSpan(^(2 * MarkBytes)..^MarkBytes).Clear();   // the sync that the close noted was in a sector that did not arrive, and the end of the journal in one that did
        File.WriteAllBytes(_place.JournalOf(), journal);

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 1, 2));

        Assert.Equal((AppendOutcome.Appended, 2), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.Empty(_place.Logger.Of(2205));
    }

    [Fact]
    public async Task SegmentWithoutAJournal_IsTakenAsItIs()
    {
        File.WriteAllText(Segment, "of another program\n");

        await _place.Open().AppendAsync(Some.Batch("ours"));

        Assert.Equal(["of another program", "ours"], _place.Lines());
    }

    [Fact]
    public async Task HalfMadeNextSegment_IsTakenAway()
    {
        await WriteAndDieAsync(2);
        string half = _place.PathOf(".orders.2.new");
        File.WriteAllText(half, "record 1\n");

        await _place.Open().AppendAsync(Some.Batch(_producer, 1, 2));

        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task FileOfSomebodyElse_CalledLikeALaterSegment_IsLeftAlone()
    {
        await WriteAndDieAsync(2);
        string other = _place.PathOf($"orders-{WriterPlace.Today}.0002.log");
        File.WriteAllText(other, "of another program\n");

        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch(_producer, 1, 2));
        await writer.RollAsync();
        await writer.AppendAsync(Some.Batch(_producer, 3));

        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.Equal("of another program\n", File.ReadAllText(other));
        Assert.Equal("record 3\n", File.ReadAllText(_place.PathOf($"orders-{WriterPlace.Today}.0003.log")));
    }

    [Fact]
    public async Task Recovery_ThatIsInterruptedAnyNumberOfTimes_EndsTheSame()
    {
        await WriteAndDieAsync(3);
        File.AppendAllText(Segment, "torn");
        for (int calls = 1; calls < 40; calls++)
        {
            DyingDisk disk = new(calls);
            await _place.Open(storage: disk).AppendAsync(Some.Batch(_producer, 2, 1));
            disk.Crash();
        }

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 3, 1));

        Assert.Equal((AppendOutcome.Appended, 3), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 0", "record 1", "record 2", "record 3"], _place.Lines());
    }

    [Fact]
    public async Task Death_BetweenTheNextSegmentAndItsFirstGroup_LosesNothing()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0));
        _place.Time.Advance(TimeSpan.FromDays(1));
        disk.FailWrite(2, Some.DiskFull());        // which leaves the segment in use
        await writer.AppendAsync(Some.Batch(_producer, 1));
        disk.Crash();

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal((AppendOutcome.Appended, 1), (receipt.Outcome, receipt.LastSequence));
        Assert.Equal(["record 1"], _place.Lines(day: "20260103"));
    }

    [Fact]
    public async Task SecondWriterOfALogFile_IsBusyUntilTheFirstHasClosed()
    {
        LogFileWriter first = _place.Open();
        await first.AppendAsync(Some.Batch(_producer, 0));
        LogFileWriter second = _place.Open();

        AppendReceipt refused = await second.AppendAsync(Some.Batch(_producer, 1));
        await first.CloseAsync();
        AppendReceipt receipt = await second.AppendAsync(Some.Batch(_producer, 1));

        Assert.Equal(AppendOutcome.Busy, refused.Outcome);
        Assert.Equal((AppendOutcome.Appended, 1, 2), (receipt.Outcome, receipt.LastSequence, receipt.WriterEpoch));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    public void Dispose() => _place.Dispose();

    private static long JournalHeaderLength(byte[] journal) => BitConverter.ToUInt32(journal) + FrameFormat.Overhead;

    private async Task WriteAndDieAsync(int batches)
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        for (int i = 0; i < batches; i++)
        {
            await writer.AppendAsync(Some.Batch(_producer, i));
        }

        disk.Crash();
    }

    private async Task WriteSyncAndDieAsync()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch(_producer, 0, 1));
        await writer.AppendAsync(Some.Batch(_producer, 1, 1));
        AppendReceipt synced = await writer.SyncAsync(_producer, 0, 1);
        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable), (synced.Outcome, synced.Level));
        await writer.SyncAsync(_producer, 0, 1);                // after the note of the first
        disk.Crash();
    }
}
