namespace LogActors.Tests;

/// <summary>Another program takes the name that a segment was to have: its file stays as it is, and the segment is known by another name.</summary>
public sealed class TakenNameTests : IDisposable
{
    private const string Closed = "orders.log.2026-01-02";
    private const string Next = $"{Closed}.0002";
    private const string Foreign = "of another program, and longer than what was to be called so\n";

    private readonly WriterPlace _place = new();
    private readonly FailingDisk _disk = new();
    private readonly RefusingDisk _refusing;
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    public TakenNameTests()
    {
        _refusing = new RefusingDisk(_disk);
        _place.Follow(roll => roll.Naming = RollNaming.TimedRotating);
    }

    [Fact]
    public async Task Name_TakenJustBeforeTheRename_IsNotTheSegmentsInTheCatalogue()
    {
        TakeAtRename(Closed);
        LogFileWriter writer = _place.Open(storage: _refusing);
        await SendAsync(writer);
        RollReceipt roll = await writer.RollAsync();
        await SendAsync(writer);

        Assert.Equal(Next, roll.Closed);
        Assert.Equal(["orders.log", Closed, Next], _place.Files());
        Assert.Equal([Foreign, "record 0\n", "record 1\n"], Texts(Closed, Next, "orders.log"));
        Assert.Equal([(1, Next, 9)], Cataloged());
    }

    [Fact]
    public async Task Name_TakenBeforeTheRenameOfARollForARecord_IsNotTheSegmentsInTheCatalogue()
    {
        TakeAtRename(Closed);
        LogFileWriter writer = _place.Open(storage: _refusing);
        await SendAsync(writer);
        _place.Time.Advance(TimeSpan.FromDays(1));
        await SendAsync(writer);
        await writer.TendAsync([]);

        Assert.Equal([Foreign, "record 0\n", "record 1\n"], Texts(Closed, Next, "orders.log"));
        Assert.Equal([(1, Next, 9)], Cataloged());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Name_TakenWhileTheWriterIsDead_IsNotTheSegmentsInTheCatalogue(bool withNext)
    {
        LogFileWriter killed = _place.Open(storage: _refusing);
        await SendAsync(killed);
        _refusing.RenameError = Some.BrokenDisk();
        if (withNext)
        {
            _place.Time.Advance(TimeSpan.FromDays(1));
            await SendAsync(killed);
        }
        else
        {
            await killed.RollAsync();
        }

        _disk.Crash();
        File.WriteAllText(_place.PathOf(Closed), Foreign);
        LogFileWriter next = _place.Open();
        await SendAsync(next);
        await next.TendAsync([]);

        Assert.Equal([Foreign, "record 0\n", withNext ? "record 1\nrecord 2\n" : "record 1\n"], Texts(Closed, Next, "orders.log"));
        Assert.Equal([(1, Next, 9)], Cataloged());
    }

    [Fact]
    public async Task ForeignFileUnderTheCurrentName_DoesNotGetTheNameOfTheSegmentBefore()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer);
        await writer.RollAsync();
        File.WriteAllText(_place.PathOf("orders.log"), Foreign);
        File.SetLastWriteTimeUtc(_place.PathOf("orders.log"), _place.Time.GetUtcNow().UtcDateTime);
        await SendAsync(writer);

        Assert.Equal(["record 0\n", Foreign, "record 1\n"], Texts(Closed, Next, "orders.log"));
        Assert.Equal([(1, Closed, 9)], Cataloged());
    }

    [Fact]
    public async Task SegmentThatIsCataloguedUnderANewName_GetsItFromTheNextWriter_ThoughTheOldOneIsFreeAgain()
    {
        LogFileWriter killed = _place.Open(storage: _refusing);
        await SendAsync(killed);
        TakeAtRename(Closed);
        Action<string> take = _refusing.BeforeRename!;
        _refusing.BeforeRename = path =>
        {
            take(path);
            _ = Path.GetFileName(path) == Next ? throw Some.BrokenDisk() : 0;
        };
        await killed.RollAsync();
        _disk.Crash();
        File.Delete(_place.PathOf(Closed));

        await SendAsync(_place.Open());

        Assert.Equal(["record 0\n", "record 1\n"], Texts(Next, "orders.log"));
        Assert.Equal([(1, Next, 9)], Cataloged());
        Assert.Equal(["orders.log", Next], _place.Files());
    }

    [Fact]
    public async Task BrokenSegmentWhoseNameIsTaken_IsLeftOnceTheNameIsFree()
    {
        const string Second = $"{WriterPlace.Today}.0002";
        _place.Follow(roll => (roll.Naming, roll.RollEmpty) = (RollNaming.Dated, true));
        string name = _place.PathOf($"orders-{Second}.log");
        TakeAtRename(Path.GetFileName(name));
        Action<string> take = _refusing.BeforeRename!;
        _refusing.BeforeRename = path =>
        {
            if (path == name && !File.Exists(name))
            {
                _disk.SyncErrors.Enqueue(Some.BrokenDisk());    // of the change that the taken name asks for
            }

            take(path);
        };
        LogFileWriter writer = _place.Open(storage: _refusing);
        await SendAsync(writer);
        RollReceipt roll = await writer.RollAsync();
        AppendReceipt faulted = await writer.AppendAsync(Some.Batch(_producer, 1));

        _refusing.BeforeRename = null;
        File.Delete(name);
        AppendReceipt again = await writer.AppendAsync(Some.Batch(_producer, 1));
        await writer.CloseAsync();

        Assert.NotNull(roll.Error);
        Assert.Equal((AppendOutcome.Faulted, AppendOutcome.Appended, 1), (faulted.Outcome, again.Outcome, again.LastSequence));
        Assert.Equal(["record 0"], _place.Lines());
        Assert.Equal("", _place.Text(day: Second));
        Assert.Equal(["record 1"], _place.Lines(day: $"{WriterPlace.Today}.0003"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndThatIsVoid_IsNotCutFromAFileThatTookTheName(bool dies)
    {
        LogFileWriter writer = _place.Open(storage: _refusing);
        await SendAsync(writer);
        TakeAtRename(Closed);
        _disk.TruncateError = Some.BrokenDisk();
        _disk.SyncErrors.Enqueue(Some.BrokenDisk());
        await writer.SyncAsync(_producer, 0, 0);
        await writer.TendAsync([]);
        _disk.TruncateError = null;
        await SendAsync(writer);
        if (dies)
        {
            _disk.Crash();
            await _place.Open().TendAsync([]);
        }
        else
        {
            await writer.CloseAsync();
        }

        Assert.Equal([Foreign, "", "record 0\nrecord 1\n"], Texts(Closed, Next, "orders.log"));
    }

    [Fact]
    public async Task SegmentThatGetsAnotherName_KeepsTheRecordsThatCameBefore()
    {
        _place.Follow(roll => roll.Naming = RollNaming.Dated);
        _refusing.RenameError = Some.BrokenDisk();
        LogFileWriter killed = _place.Open(storage: _refusing);
        await SendAsync(killed);
        await SendAsync(killed);
        _refusing.RenameError = null;
        File.WriteAllText(_place.PathOf($"orders-{WriterPlace.Today}.log"), Foreign);
        await killed.TendAsync([]);
        _disk.Crash();

        LogFileWriter next = _place.Open();
        AppendReceipt repeat = await next.AppendAsync(Some.Batch(_producer, 0, 2));
        await SendAsync(next);

        Assert.Equal((AppendOutcome.Appended, 1), (repeat.Outcome, repeat.LastSequence));
        Assert.Equal(Foreign, _place.Text());
        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines(day: $"{WriterPlace.Today}.0002"));
    }

    public void Dispose() => _place.Dispose();

    private void TakeAtRename(string name) => _refusing.BeforeRename = path =>
    {
        if (Path.GetFileName(path) == name)
        {
            File.WriteAllText(path, Foreign);
        }
    };

    private string[] Texts(params string[] files) => [.. files.Select(file => File.ReadAllText(_place.PathOf(file)))];

    private (long, string, long)[] Cataloged() =>
        [.. SegmentCatalog.Open(new LogStorage(), _place.JournalFolderOf()).Segments.Select(segment => (segment.Number, segment.FileName, segment.Bytes))];

    private async Task SendAsync(LogFileWriter writer)
    {
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent++));
        Assert.Equal((AppendOutcome.Appended, _sent - 1), (receipt.Outcome, receipt.LastSequence));
    }
}
