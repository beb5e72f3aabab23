namespace LogActors.Tests;

/// <summary>What other programs do to the log root and to the journals, and what becomes of the records.</summary>
public sealed class LogRootWatchTests : IAsyncLifetime
{
    private const string JournalNotice = "Another program deleted the journal of the log file. No record is lost; a new journal has been begun.";

    private readonly WriterPlace _place = new();
    private readonly Guid _producer = Guid.NewGuid();
    private readonly List<LogFileWriter> _writers = [];
    private long _sent;

    private string OwnFolder => _place.PathOf(".logactors");

    [Fact]
    public async Task OwnFolderThatIsDeleted_IsMadeAndLockedAnew()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        Remove(OwnFolder);

        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);
        await SendAsync(writer);

        Assert.Single(_place.Logger.Of(2403));
        Assert.Contains("the test", Assert.Throws<LogRootTakenException>(() => LogRoot.Open(_place.Root.FullPath, "another silo")).Message, StringComparison.Ordinal);
        Assert.Equal(AppendOutcome.Busy, (await Open().AppendAsync(Some.Batch(Guid.NewGuid()))).Outcome);
        Assert.Equal(["record 0", JournalNotice, "record 1"], _place.Lines());
    }

    [Fact]
    public async Task ProducersOfAJournalThatIsDeleted_AreStillKnown()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        Remove(_place.JournalFolderOf());
        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);
        await writer.CloseAsync();

        AppendReceipt repeated = await Open().AppendAsync(Some.Batch(_producer, 0));

        Assert.Equal((AppendOutcome.Appended, 0), (repeated.Outcome, repeated.LastSequence));
        Assert.Equal(["record 0", JournalNotice], _place.Lines());
    }

    [Fact]
    public async Task JournalAlone_ThatIsDeleted_IsBegunAnewUnderTheSameLock()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        File.Delete(_place.JournalOf());

        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);
        await SendAsync(writer);

        Assert.True(File.Exists(_place.JournalOf()));
        Assert.Equal(["record 0", JournalNotice, "record 1"], _place.Lines());
    }

    [Fact]
    public async Task JournalThatIsDeletedBetweenTwoSegments_IsBegunAnew_AndToldOfInTheNext()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        await writer.RollAsync();
        await UntilQuietAsync();
        Remove(_place.JournalFolderOf());

        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);
        await SendAsync(writer);

        Assert.Equal([JournalNotice, "record 1"], Current());
        Assert.Equal("record 0\n", _place.Text());
    }

    [Fact]
    public async Task ClosedSegments_OfACatalogueThatIsDeleted_AreStillKnown()
    {
        LogFileWriter writer = await OpenWithOneToKeepAsync();
        Remove(OwnFolder);
        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 0);

        await writer.RollAsync();
        await SendAsync(writer);
        await _place.UntilAsync(() => _place.Logger.Of(2301).Length > 0);

        Assert.Equal(["orders-20260102.0002.log", "orders-20260102.0003.log", "orders.log"], _place.Files());
    }

    [Fact]
    public async Task WholeRootThatIsDeleted_IsMadeAnew_WithWhatWasWrittenSinceItWasSeen()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        Remove(_place.Root.FullPath);
        await SendAsync(writer);

        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 1);
        await SendAsync(writer);

        Assert.Equal(["record 0", "record 1"], Current()[..2]);
        Assert.Contains("was deleted by another program", Current()[2], StringComparison.Ordinal);
        Assert.Equal("record 2", Current()[^1]);
    }

    [Fact]
    public async Task RootThatIsMovedAway_IsMadeAnew_AndKeepsItsRecords()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        string moved = _place.Root.FullPath + "-moved";
        Directory.Move(_place.Root.FullPath, moved);
        await SendAsync(writer);

        await _place.UntilAsync(() => _place.Logger.Of(2213).Length > 1);
        await SendAsync(writer);

        Assert.Equal("record 0\nrecord 1\n", File.ReadAllText(Path.Combine(moved, $"orders-{WriterPlace.Today}.log")));
        Assert.Equal("record 2", Current()[^1]);
        using LogRoot other = LogRoot.Open(moved, "whoever has it now");
    }

    [MountFact]
    public async Task RootThatAnotherFileSystemHides_IsNotWritten_UntilItIsBack()
    {
        LogFileWriter writer = Open();
        await SendAsync(writer);
        CommandLine.Output("mount", "-t", "tmpfs", "none", _place.Root.FullPath);
        try
        {
            await _place.UntilAsync(() => _place.Logger.Of(2401).Length > 0);
            RecordBatch batch = Some.Batch(_producer, _sent);

            AppendReceipt refused = await writer.AppendAsync(batch);
            AppendReceipt refusedToo = await Open("payments").AppendAsync(Some.Batch(Guid.NewGuid()));
            RollReceipt notRolled = await writer.RollAsync();

            Assert.Equal((AppendOutcome.Faulted, AppendOutcome.Faulted), (refused.Outcome, refusedToo.Outcome));
            Assert.Contains("is not there any more", refused.Detail, StringComparison.Ordinal);
            Assert.Contains("is not there any more", notRolled.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(_place.Root.FullPath));
        }
        finally
        {
            CommandLine.Output("umount", _place.Root.FullPath);
        }

        await SendAsync(writer);

        Assert.Equal(["record 0", "record 1"], _place.Lines());
        Assert.Equal((1, 1), (_place.Logger.Of(2401).Length, _place.Logger.Of(2402).Length));
    }

    [MountFact]
    public async Task ClosedSegments_OfARootThatIsHidden_AreNotForgotten()
    {
        LogFileWriter writer = await OpenWithOneToKeepAsync();
        CommandLine.Output("mount", "-t", "tmpfs", "none", _place.Root.FullPath);
        try
        {
            await _place.UntilAsync(() => _place.Logger.Of(2401).Length > 0);
            _place.Time.Advance(TimeSpan.FromMinutes(5));
        }
        finally
        {
            CommandLine.Output("umount", _place.Root.FullPath);
        }

        await writer.RollAsync();
        await SendAsync(writer);
        await _place.UntilAsync(() => _place.Logger.Of(2301).Length > 0);

        Assert.Empty(_place.Logger.Of(2302));
        Assert.Equal(["orders-20260102.0002.log", "orders-20260102.0003.log", "orders.log"], _place.Files());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    // A writer that still looks at the root would make anew what is being deleted.
    public async Task DisposeAsync()
    {
        foreach (LogFileWriter writer in _writers)
        {
            await writer.CloseAsync();
        }

        _place.Dispose();
    }

    private LogFileWriter Open(string name = "orders")
    {
        LogFileWriter writer = _place.Open(name);
        _writers.Add(writer);
        return writer;
    }

    // Has one closed segment, which the next roll is to delete.
    private async Task<LogFileWriter> OpenWithOneToKeepAsync()
    {
        _place.Keep(retain => retain.BackupCount = 1);
        LogFileWriter writer = Open();
        await SendAsync(writer);
        await writer.RollAsync();
        await SendAsync(writer);
        await UntilQuietAsync();
        return writer;
    }

    // What the writer does beside its appends would otherwise make or delete a journal while the test deletes their folder.
    private Task UntilQuietAsync() => _place.UntilAsync(() => Directory.GetFiles(_place.JournalFolderOf(), "*.journal").Length == 1);

    // The writer may make a file there at any moment, and then the folder is not empty.
    private static void Remove(string folder)
    {
        for (bool removed = false; !removed;)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                removed = true;
            }
            catch (IOException)
            {
                removed = !Directory.Exists(folder);
            }
        }
    }

    private string[] Current() => File.ReadAllLines(_place.PathOf("orders.log"));

    private async Task SendAsync(LogFileWriter writer)
    {
        AppendReceipt receipt = await writer.AppendAsync(Some.Batch(_producer, _sent++));
        Assert.Equal((AppendOutcome.Appended, _sent - 1), (receipt.Outcome, receipt.LastSequence));
    }
}
