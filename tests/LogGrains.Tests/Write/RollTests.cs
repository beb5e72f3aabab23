namespace LogActors.Tests;

/// <summary>When a writer goes on in the next segment, and what becomes of the one before.</summary>
public sealed class RollTests : IDisposable
{
    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    [Fact]
    public async Task Hours_OfAZone_HaveSegmentsOfTheirOwn()
    {
        _place.Follow(roll => (roll.When, roll.TimeZone) = (RollWhen.H, "Asia/Kolkata"));
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);                                // at 03:04:05 UTC

        _place.Time.Advance(TimeSpan.FromMinutes(30));
        await SendAsync(writer);

        Assert.Equal(["record 0"], _place.Lines(day: "20260102T08"));
        Assert.Equal(["record 1"], _place.Lines(day: "20260102T09"));
    }

    [Fact]
    public async Task IdleSegment_IsClosedWhenItsPeriodIsOver_AndTheNextBeginsWithARecord()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);

        _place.Time.Advance(TimeSpan.FromDays(1));
        await _place.UntilAsync(() => _place.Files() is ["orders.log.2026-01-02"]);
        _place.Time.Advance(TimeSpan.FromDays(5));
        await SendAsync(writer);

        Assert.Equal(["orders.log", "orders.log.2026-01-02"], _place.Files());
        await writer.RollAsync();
        Assert.Equal(["orders.log.2026-01-02", "orders.log.2026-01-08"], _place.Files());
    }

    [Fact]
    public async Task IdleSegment_WithRollEmpty_IsFollowedByAnother()
    {
        _place.Follow(roll => roll.RollEmpty = true);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);

        _place.Time.Advance(TimeSpan.FromDays(1));
        await _place.UntilAsync(() => _place.Files() is ["orders-20260102.log", "orders-20260103.log", "orders.log"]);
        _place.Time.Advance(TimeSpan.FromDays(1));
        await _place.UntilAsync(() => _place.Files() is ["orders-20260102.log", "orders-20260103.log", "orders-20260104.log", "orders.log"]);
        await SendAsync(writer);

        Assert.Empty(_place.Lines(day: "20260103"));
        Assert.Equal(["record 1"], _place.Lines(day: "20260104"));
    }

    [Fact]
    public async Task IdleSegment_WithTheCalendarOfPython_IsClosedByTheNextRecord()
    {
        _place.Follow(roll => (roll.Naming, roll.Calendar) = (RollNaming.TimedRotating, RollCalendar.PythonCompatible));
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);

        _place.Time.Advance(TimeSpan.FromDays(3));
        await writer.SyncAsync(_producer, 0, 0);
        Assert.Equal(["orders.log"], _place.Files());
        await SendAsync(writer);

        Assert.Equal(["orders.log", "orders.log.2026-01-02"], _place.Files());
        Assert.Equal("record 1\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Theory]
    [InlineData(RollNaming.Dated, "orders-20260102.0002.log", "orders-20260102.0003.log", "orders-20260102.log", "orders.log")]
    [InlineData(RollNaming.TimedRotating, "orders.log", "orders.log.2026-01-02", "orders.log.2026-01-02.0002")]
    public async Task MaxBytes_IsNotExceeded(RollNaming naming, params string[] files)
    {
        _place.Follow(roll => (roll.Naming, roll.MaxBytes) = (naming, 3 * "record 0\n".Length));
        LogFileWriter writer = _place.Open();

        for (int i = 0; i < 8; i++)
        {
            await SendAsync(writer);
        }

        Assert.Equal(files, _place.Files());
        Assert.Equal("record 6\nrecord 7\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task MaxBytes_BelowOneBatch_GivesEachASegment()
    {
        _place.Follow(roll => roll.MaxBytes = 1);
        LogFileWriter writer = _place.Open();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => writer.AppendAsync(Some.Batch("one of four at once"))));

        Assert.Equal(["orders-20260102.0002.log", "orders-20260102.0003.log", "orders-20260102.0004.log", "orders-20260102.log", "orders.log"], _place.Files());
    }

    [Fact]
    public async Task Roll_OnDemand_SaysWhatItClosed()
    {
        LogFileWriter writer = _place.Open();
        RollReceipt none = await writer.RollAsync();
        await SendAsync(writer);

        RollReceipt first = await writer.RollAsync();
        RollReceipt again = await writer.RollAsync();
        await SendAsync(writer);

        Assert.Equal(new RollReceipt(), none);
        Assert.Equal(new RollReceipt { Closed = "orders-20260102.log" }, first);
        Assert.Equal(first, again);
        Assert.Equal(["record 1"], _place.Lines(day: "20260102.0002"));
    }

    [Fact]
    public async Task Roll_ThatFails_SaysWhy_AndTheSegmentGoesOn()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        disk.JournalError = Some.DiskFull();

        RollReceipt refused = await writer.RollAsync();
        disk.JournalError = null;
        await SendAsync(writer);

        Assert.Null(refused.Closed);
        Assert.Equal(Some.DiskFull().Message, refused.Error);
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Restart_NeitherPutsOffNorRepeatsARoll()
    {
        _place.Follow(roll => (roll.When, roll.Interval) = (RollWhen.D, 2));
        for (int day = 0; day < 5; day++)
        {
            LogFileWriter writer = _place.Open();
            await SendAsync(writer);
            await writer.CloseAsync();
            _place.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["record 0", "record 1"], _place.Lines(day: "20260102"));
        Assert.Equal(["record 2", "record 3"], _place.Lines(day: "20260104"));
        Assert.Equal(["record 4"], _place.Lines(day: "20260106"));
    }

    [Fact]
    public async Task Restart_BetweenTwoSegments_BeginsTheNextWithARecord()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();
        await writer.CloseAsync();

        LogFileWriter next = _place.Open();
        AppendReceipt repeat = await next.AppendAsync(Some.Batch(_producer, 0));
        await SendAsync(next);

        Assert.Equal(AppendOutcome.Appended, repeat.Outcome);
        Assert.Equal(["record 0"], _place.Lines());
        Assert.Equal(["record 1"], _place.Lines(day: "20260102.0002"));
    }

    [Fact]
    public async Task NamingThatChanges_KeepsEverySegment()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        await SendAsync(writer);
        Assert.Equal(["orders-20260102.log", "orders.log"], _place.Files());
        Assert.Null(new FileInfo(_place.PathOf("orders.log")).LinkTarget);

        await writer.CloseAsync();
        _place.Follow(roll => roll.Naming = RollNaming.Dated);
        await SendAsync(_place.Open());

        Assert.Equal(["orders-20260102.0002.log", "orders-20260102.log", "orders.log", "orders.log.2026-01-02"], _place.Files());
        Assert.Equal("record 0\n", _place.Text());
        Assert.Equal("record 1\n", File.ReadAllText(_place.PathOf("orders.log.2026-01-02")));
        Assert.Equal("record 2\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task FilesOfPython_AreTakenUp_AndNoneIsOverwritten()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        File.WriteAllText(_place.PathOf("orders.log"), "of Python\n");
        File.SetLastWriteTimeUtc(_place.PathOf("orders.log"), new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc));
        File.WriteAllText(_place.PathOf("orders.log.2026-01-01"), "of Python too\n");

        await SendAsync(_place.Open());

        Assert.Equal(["orders.log", "orders.log.2026-01-01", "orders.log.2026-01-01.0002"], _place.Files());
        Assert.Equal("of Python too\n", File.ReadAllText(_place.PathOf("orders.log.2026-01-01")));
        Assert.Equal("of Python\n", File.ReadAllText(_place.PathOf("orders.log.2026-01-01.0002")));
        Assert.Equal("record 0\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task FileOfSomebodyElse_InTheCurrentOnesPlace_IsMovedOutOfTheWay()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        File.Delete(_place.PathOf("orders.log"));
        File.WriteAllText(_place.PathOf("orders.log"), "of another program\n");
        File.SetLastWriteTimeUtc(_place.PathOf("orders.log"), new DateTime(2025, 12, 24, 12, 0, 0, DateTimeKind.Utc));

        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        await SendAsync(writer);

        Assert.Equal(["orders-20260102.log", "orders.log", "orders.log.2025-12-24"], _place.Files());
        Assert.Equal("of another program\n", File.ReadAllText(_place.PathOf("orders.log.2025-12-24")));
        Assert.Equal("record 1\n", File.ReadAllText(_place.PathOf("orders.log")));
        Assert.Single(_place.Logger.Of(2210));
    }

    [Fact]
    public async Task EmptyFile_InTheCurrentOnesPlace_IsTaken()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();
        File.WriteAllText(_place.PathOf("orders.log"), "");
        FileIdentity before = new LogStorage().Identify(_place.PathOf("orders.log"))!.Value;

        await SendAsync(writer);

        Assert.True(before.IsSameFileAs(new LogStorage().Identify(_place.PathOf("orders.log"))!.Value));
        Assert.Equal("record 1\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task Number_OfASegmentWithoutOneBefore_FollowsThoseThatAreThere()
    {
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
        LogFileWriter writer = _place.Open();
        for (int i = 0; i < 2; i++)
        {
            await SendAsync(writer);
            await writer.RollAsync();
        }

        File.Delete(_place.PathOf("orders.log.2026-01-02"));
        File.Move(_place.PathOf("orders.log.2026-01-02.0002"), _place.PathOf("orders.log.2026-01-02.0002.zst"));
        await SendAsync(writer);
        File.Move(_place.PathOf("orders.log"), _place.PathOf("taken-away"));
        RollReceipt third = await writer.RollAsync();

        Assert.Equal("orders.log.2026-01-02.0003", third.Closed);
    }

    [Theory]
    [InlineData(RollCalendar.Safe, "orders.log.2026-01-02.0002")]
    [InlineData(RollCalendar.PythonCompatible, "orders.log.2026-01-02")]
    public async Task Name_ThatIsFreeAgain_IsTakenByTheCalendarOfPythonOnly(RollCalendar calendar, string second)
    {
        _place.Follow(roll => (roll.Naming, roll.Calendar) = (RollNaming.TimedRotating, calendar));
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();

        File.Delete(_place.PathOf("orders.log.2026-01-02"));
        await SendAsync(writer);
        RollReceipt roll = await writer.RollAsync();

        Assert.Equal(second, roll.Closed);
    }

    [Fact]
    public async Task SegmentThatCannotGetItsName_IsSaidOnce_UntilThatChanges()
    {
        RefusingDisk disk = new() { RenameError = Some.BrokenDisk() };
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer);
        await writer.TendAsync([]);
        string[] first = _place.Logger.Of(2209);

        disk.RenameError = new UnauthorizedAccessException("It may not be renamed.");
        await writer.TendAsync([]);
        await writer.TendAsync([]);
        string[] second = _place.Logger.Of(2209);
        disk.RenameError = null;
        await writer.TendAsync([]);

        Assert.Single(first);
        Assert.Equal(2, second.Length);
        Assert.Equal(["record 0"], _place.Lines());
        disk.RenameError = new UnauthorizedAccessException("It may not be renamed.");
        await writer.RollAsync();
        await SendAsync(writer);
        Assert.Equal(3, _place.Logger.Of(2209).Length);
    }

    [Fact]
    public async Task ClosedSegments_AreInTheCatalogue()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();
        await SendAsync(writer);
        _place.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync(writer);

        IReadOnlyList<ClosedSegment> closed = SegmentCatalog.Open(new LogStorage(), _place.JournalFolderOf()).Segments;

        Assert.Equal([(1, "orders-20260102.log", 9), (2, "orders-20260102.0002.log", 9)], closed.Select(segment => (segment.Number, segment.FileName, segment.Bytes)));
    }

    public void Dispose() => _place.Dispose();

    private async Task SendAsync(LogFileWriter writer)
    {
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent++));
        Assert.Equal((AppendOutcome.Appended, _sent - 1), (receipt.Outcome, receipt.LastSequence));
    }
}
