namespace LogActors.Tests;

/// <summary>What is made of the next segment before the roll to it, and what becomes of it.</summary>
public sealed class RollPreparationTests : IDisposable
{
    private const int RecordBytes = 9;                          // of "record 0" and its line's end
    private const int FoldersOfAPreparation = 2;

    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private long _sent;

    public RollPreparationTests() => _place.Follow(roll => roll.MaxBytes = 3 * RecordBytes);

    [Fact]
    public async Task Roll_ThatIsPrepared_SyncsNoFolder()
    {
        FolderSyncDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer, 4);                             // the first roll of all makes the catalogue too
        int before = disk.Syncs;
        await SendAsync(writer, 2);
        await _place.UntilAsync(() => disk.Syncs == before + FoldersOfAPreparation);

        await SendAsync(writer, 1);

        Assert.Equal(before + FoldersOfAPreparation, disk.Syncs);
        Assert.Equal(["record 6"], _place.Lines(day: $"{WriterPlace.Today}.0003"));
    }

    [Fact]
    public async Task Preparation_ThatIsNotUsed_IsGoneAfterTheClose()
    {
        LogFileWriter writer = _place.Open();
        await SendAsync(writer, 2);
        await _place.UntilAsync(() => File.Exists(StagedPath(2)) && Directory.GetFiles(_place.JournalFolderOf(), "*.journal").Length == 2);

        await writer.CloseAsync();

        Assert.False(File.Exists(StagedPath(2)));
        Assert.Single(Directory.GetFiles(_place.JournalFolderOf(), "*.journal"));
        Assert.Equal(["record 0", "record 1"], _place.Lines());
    }

    [Fact]
    public async Task Preparation_OfAKilledWriter_IsTakenAway()
    {
        FailingDisk disk = new();
        LogFileWriter killed = _place.Open(storage: disk);
        await SendAsync(killed, 2);
        await _place.UntilAsync(() => File.Exists(StagedPath(2)) && Directory.GetFiles(_place.JournalFolderOf(), "*.journal").Length == 2);
        disk.Crash();

        _place.Follow(roll => roll.MaxBytes = 0);
        await SendAsync(_place.Open(), 1);

        Assert.False(File.Exists(StagedPath(2)));
        Assert.Single(Directory.GetFiles(_place.JournalFolderOf(), "*.journal"));
        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
    }

    [Fact]
    public async Task Preparation_ThatFails_DoesNotHinderTheRoll()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer, 1);
        disk.OpenError = Some.DiskFull();
        await SendAsync(writer, 2);
        disk.OpenError = null;

        await SendAsync(writer, 1);

        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.Equal(["record 3"], _place.Lines(day: $"{WriterPlace.Today}.0002"));
    }

    [Fact]
    public async Task Preparation_ThatSomebodyTakesAway_IsMadeAgainByTheRoll()
    {
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer, 2);
        await _place.UntilAsync(() => File.Exists(StagedPath(2)) && Directory.GetFiles(_place.JournalFolderOf(), "*.journal").Length == 2);
        File.Delete(StagedPath(2));
        File.Delete(Directory.GetFiles(_place.JournalFolderOf(), "*.journal").Single(path => new FileInfo(path).Length == 0));

        await SendAsync(writer, 2);
        disk.Crash();
        _place.Follow(roll => roll.MaxBytes = 0);
        await SendAsync(_place.Open(), 1);

        Assert.Equal(["record 0", "record 1", "record 2"], _place.Lines());
        Assert.Equal(["record 3", "record 4"], _place.Lines(day: $"{WriterPlace.Today}.0002"));
    }

    [Fact]
    public async Task EmptyFile_ThatTakesThePlaceOfAPreparedSegment_IsTheOneThatARestartFinds()
    {
        _place.Follow(roll => (roll.Naming, roll.MaxBytes) = (RollNaming.TimedRotating, 3 * RecordBytes));
        FailingDisk disk = new();
        LogFileWriter writer = _place.Open(storage: disk);
        await SendAsync(writer, 2);
        await _place.UntilAsync(() => File.Exists(StagedPath(2)));
        await writer.RollAsync();                               // a file of theirs can only be there between two segments
        File.WriteAllText(_place.PathOf("orders.log"), "");
        await SendAsync(writer, 1);
        disk.Crash();

        await SendAsync(_place.Open(), 1);

        Assert.Equal("record 2\nrecord 3\n", File.ReadAllText(_place.PathOf("orders.log")));
        Assert.Empty(_place.Logger.Of(2205));
    }

    public void Dispose() => _place.Dispose();

    private string StagedPath(long number) => _place.PathOf($".orders.{number}.new");

    private async Task SendAsync(LogFileWriter writer, int records)
    {
        for (int i = 0; i < records; i++)
        {
            AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent++));
            Assert.Equal((AppendOutcome.Appended, _sent - 1), (receipt.Outcome, receipt.LastSequence));
        }
    }
}
