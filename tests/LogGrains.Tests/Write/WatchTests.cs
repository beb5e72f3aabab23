namespace LogActors.Tests;

/// <summary>What other programs do to a segment while it is written, and what becomes of the records.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    private string Segment => _place.PathOf($"orders-{WriterPlace.Today}.log");

    [Fact]
    public async Task SegmentThatIsDeleted_IsFollowedByAnother_WithWhatWasWrittenSinceItWasSeen()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await SeeAsync(writer);
        File.Delete(Segment);
        await SendAsync(writer);

        await NoticeAsync();
        await SendAsync(writer);

        Assert.Equal(["record 1", $"Segment orders-{WriterPlace.Today}.log was deleted by another program, with 9 bytes of records before these. The log file goes on here.", "record 2"], Current());
    }

    [Fact]
    public async Task SegmentThatIsDeleted_JustBeforeItRolls_IsFollowedByAnother_WithWhatWasWrittenSinceItWasSeen()
    {
        _place.Follow(roll => roll.MaxBytes = 20);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await SeeAsync(writer);
        File.Delete(Segment);
        await SendAsync(writer);

        await SendAsync(writer);

        string[] next = File.ReadAllLines(_place.PathOf($"orders-{WriterPlace.Today}.0002.log"));
        Assert.Equal(["record 1", $"Segment orders-{WriterPlace.Today}.log was deleted by another program, with 9 bytes of records before these. The log file goes on here."], next);
        Assert.Equal(["record 2"], Current());
    }

    [Fact]
    public async Task DurableRecords_OfASegmentThatIsDeleted_AreOnTheDisk()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await SeeAsync(writer);
        File.Delete(Segment);
        await SendAsync(writer);

        AppendReceipt synced = await writer.SyncAsync(_producer, 0, 1);
        await NoticeAsync();

        Assert.Equal((AppendOutcome.Appended, AckLevel.Durable), (synced.Outcome, synced.Level));
        Assert.Equal("record 1", Current()[0]);
    }

    [Fact]
    public async Task SegmentThatIsMoved_IsFollowedByAnother_AndKeepsItsRecords()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.Move(Segment, _place.PathOf("taken-away"));
        await SendAsync(writer);

        await NoticeAsync();
        await SendAsync(writer);

        Assert.Equal("record 0\nrecord 1\n", File.ReadAllText(_place.PathOf("taken-away")));
        Assert.Equal([$"Segment orders-{WriterPlace.Today}.log was moved away by another program. The log file goes on here.", "record 2"], Current());
    }

    [Fact]
    public async Task SegmentInWhosePlaceAnotherIsPut_IsFollowedByAnother()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await SeeAsync(writer);
        ReplaceCurrent();

        await NoticeAsync();
        await SendAsync(writer);

        Assert.Equal("RECORD 0\n", File.ReadAllText(_place.PathOf("orders.log.2026-01-01")));
        Assert.Equal("record 1", Current()[^1]);
    }

    [Fact]
    public async Task RollOnDemand_OfASegmentThatIsReplaced_ClosesWhatTheLogFileHas()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await SeeAsync(writer);
        await SendAsync(writer);
        ReplaceCurrent();

        RollReceipt roll = await writer.RollAsync();

        Assert.Equal(new RollReceipt { Closed = "orders.log.2026-01-02" }, roll);
        Assert.Equal("RECORD 0\n", File.ReadAllText(_place.PathOf("orders.log.2026-01-01")));
        Assert.Equal(
            ["record 1", "Segment orders.log was deleted by another program, with 9 bytes of records before these. The log file goes on here."],
            File.ReadAllLines(_place.PathOf("orders.log.2026-01-02")));
    }

    [Fact]
    public async Task RollOnDemand_OfASegmentThatIsMoved_ClosesTheNext()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.Move(Segment, _place.PathOf("taken-away"));

        RollReceipt roll = await writer.RollAsync();

        Assert.Equal(new RollReceipt { Closed = $"orders-{WriterPlace.Today}.0002.log" }, roll);
        Assert.Equal("record 0\n", File.ReadAllText(_place.PathOf("taken-away")));
    }

    [Fact]
    public async Task LogrotateCreate_HasTheNextRecordsInTheFileThatItMade()
    {
        _place.Follow(roll => (roll.Naming, roll.When) = (RollNaming.TimedRotating, RollWhen.Never));
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.Move(_place.PathOf("orders.log"), _place.PathOf("orders.log.1"));
        File.WriteAllText(_place.PathOf("orders.log"), "");
        FileIdentity made = new LogStorage().Identify(_place.PathOf("orders.log"))!.Value;

        await NoticeAsync();
        await SendAsync(writer);

        Assert.True(made.IsSameFileAs(new LogStorage().Identify(_place.PathOf("orders.log"))!.Value));
        Assert.Equal("record 0\n", File.ReadAllText(_place.PathOf("orders.log.1")));
        Assert.Equal("record 1", Current()[^1]);
    }

    [Fact]
    public async Task LogrotateCopyTruncate_GoesOnAtTheBeginningOfTheFile()
    {
        _place.Follow(roll => (roll.Naming, roll.When) = (RollNaming.TimedRotating, RollWhen.Never));
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        File.Copy(_place.PathOf("orders.log"), _place.PathOf("orders.log.1"));
        Cut(_place.PathOf("orders.log"), 0);

        await SendAsync(writer);
        await writer.CloseAsync();
        await SendAsync(_place.Open());

        Assert.Equal("record 0\n", File.ReadAllText(_place.PathOf("orders.log.1")));
        Assert.Equal(["Segment orders.log was cut from 9 to 0 bytes by another program. What that had not copied of the rest is gone. The log file goes on here.", "record 1", "record 2"], Current());
        Assert.Empty(_place.Logger.Of(2205));
    }

    [Fact]
    public async Task SegmentThatIsCutToNothing_AfterItsPeriod_IsNotWrittenOn()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        Cut(Segment, 0);

        _place.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync(writer);

        Assert.Equal([$"Segment orders-{WriterPlace.Today}.log was cut from 9 to 0 bytes by another program. What that had not copied of the rest is gone. The log file goes on here."], _place.Lines());
        Assert.Equal(["record 1"], _place.Lines(day: "20260103"));
    }

    [Fact]
    public async Task SegmentThatIsCut_IsFollowedByAnother()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        Cut(Segment, 4);

        await SendAsync(writer);

        Assert.Equal("reco", File.ReadAllText(Segment));
        Assert.Equal([$"Segment orders-{WriterPlace.Today}.log was cut from 9 to 4 bytes by another program. What that had not copied of the rest is gone. The log file goes on here.", "record 1"], Current());
    }

    [Fact]
    public async Task SegmentThatIsCutAtTheMomentOfAWrite_IsFollowedByAnother_WithThatWrite()
    {
        CuttingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        await writer.SyncAsync(_producer, 0, 0);
        disk.CutBeforeWrite = true;
        await SendAsync(writer);

        await SendAsync(writer);

        Assert.Equal(new string('\0', 9), File.ReadAllText(Segment));
        Assert.Equal(
            ["record 1", $"Segment orders-{WriterPlace.Today}.log was cut by another program while 9 bytes were in it. What that had not copied of them is gone. The log file goes on here.", "record 2"],
            Current());
    }

    [Fact]
    public async Task SegmentThatIsCutAtTheMomentOfAWrite_BeforeItWasSynced_IsFollowedByAnother_WithThatWrite()
    {
        CuttingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        disk.CutBeforeWrite = true;
        await SendAsync(writer);

        await SendAsync(writer);

        Assert.Equal("", File.ReadAllText(Segment));
        Assert.Equal(
            ["record 1", $"Segment orders-{WriterPlace.Today}.log was cut by another program while 9 bytes were in it. What that had not copied of them is gone. The log file goes on here.", "record 2"],
            Current());
    }

    [Fact]
    public async Task BytesOfAnotherProgram_AreLeftAlone()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.AppendAllText(Segment, "of another program\n");

        await SendAsync(writer);

        Assert.Equal("record 0\nof another program\n", File.ReadAllText(Segment));
        Assert.Equal([$"Another program wrote 19 bytes to segment orders-{WriterPlace.Today}.log, behind the records. The log file goes on here.", "record 1"], Current());
    }

    [Fact]
    public async Task SegmentThatCannotBeLookedAt_IsSaidOnce_UntilThatChanges()
    {
        RefusingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        disk.IdentifyError = Some.BrokenDisk();
        await LookAsync(writer, 3);
        string[] first = _place.Logger.Of(2214);

        disk.IdentifyError = new UnauthorizedAccessException("It may not be looked at.");
        await LookAsync(writer, 3);
        string[] second = _place.Logger.Of(2214);
        disk.IdentifyError = null;
        await LookAsync(writer, 1);
        disk.IdentifyError = new UnauthorizedAccessException("It may not be looked at.");
        await LookAsync(writer, 3);

        Assert.Equal(2, first.Length);                          // of the journal and of the segment
        Assert.Contains(first, message => message.Contains(Segment, StringComparison.Ordinal));
        Assert.Equal(4, second.Length);
        Assert.Equal(6, _place.Logger.Of(2214).Length);
    }

    public void Dispose() => _place.Dispose();

    private static void Cut(string path, long length)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    // As an editor does that saves what it has read.
    private void ReplaceCurrent()
    {
        File.WriteAllText(_place.PathOf("edited"), "RECORD 0\n");
        File.SetLastWriteTimeUtc(_place.PathOf("edited"), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.Move(_place.PathOf("edited"), _place.PathOf("orders.log"), overwrite: true);
    }

    private string[] Current() => File.ReadAllLines(_place.PathOf("orders.log"));

    private async Task SendAsync(LogFileWriter writer)
    {
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent++));
        Assert.Equal((AppendOutcome.Appended, _sent - 1), (receipt.Outcome, receipt.LastSequence));
    }

    // Has the writer look at the segment, and find nothing.
    private async Task SeeAsync(LogFileWriter writer)
    {
        _place.Time.Advance(TimeSpan.FromSeconds(1));
        await writer.SyncAsync(_producer, 0, _sent - 1);
        await writer.AppendAsync(Some.Batch(_producer, _sent - 1));
    }

    private async Task LookAsync(LogFileWriter writer, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _place.Time.Advance(TimeSpan.FromSeconds(1));
            await SendAsync(writer);
        }
    }

    private Task NoticeAsync() => _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);
}
