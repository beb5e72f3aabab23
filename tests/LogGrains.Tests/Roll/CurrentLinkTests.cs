namespace LogActors.Tests;

public sealed class CurrentLinkTests : IDisposable
{
    private readonly WriterPlace _place = new();

    [Fact]
    public async Task Link_AfterTheFirstBatch_PointsToTheSegment()
    {
        await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal($"orders-{WriterPlace.Today}.log", new FileInfo(_place.PathOf("orders.log")).LinkTarget);
    }

    [Fact]
    public async Task Link_AfterMidnight_PointsToTheNewSegment()
    {
        LogFileWriter writer = _place.Open();
        await writer.AppendAsync(Some.Batch("old"));
        _place.Time.Advance(TimeSpan.FromDays(1));

        await writer.AppendAsync(Some.Batch("new"));

        Assert.Equal("new\n", File.ReadAllText(_place.PathOf("orders.log")));
        Assert.Empty(Directory.GetFiles(_place.Root.FullPath, "*.new"));
    }

    [Fact]
    public async Task Link_ToNowhere_IsPointedToTheSegment()
    {
        File.CreateSymbolicLink(_place.PathOf("orders.log"), "orders-19991231.log");

        await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal("first\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task Link_WhoseFreshOneWasLeftBehind_IsMade()
    {
        File.CreateSymbolicLink(_place.PathOf(".orders.log.new"), "orders-19991231.log");

        await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal("first\n", File.ReadAllText(_place.PathOf("orders.log")));
        Assert.False(new FileInfo(_place.PathOf(".orders.log.new")).Exists);
    }

    [Fact]
    public async Task Link_BesideAnotherLogFilesFolder_IsMade()
    {
        Directory.CreateDirectory(_place.PathOf("orders.log.new"));         // of log file orders.log.new/x

        await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal("first\n", File.ReadAllText(_place.PathOf("orders.log")));
    }

    [Fact]
    public async Task File_WithTheLinksName_IsLeftAlone()
    {
        File.WriteAllText(_place.PathOf("orders.log"), "written by somebody else");

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
        Assert.Equal("written by somebody else", File.ReadAllText(_place.PathOf("orders.log")));
        Assert.Equal(["first"], _place.Lines());
        Assert.Contains("it is left alone", Assert.Single(_place.Logger.Of(2204)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_WithTheLinksName_IsLeftAlone()
    {
        Directory.CreateDirectory(_place.PathOf("orders.log"));

        AppendReceipt receipt = await _place.Open().AppendAsync(Some.Batch("first"));

        Assert.Equal(AppendOutcome.Appended, receipt.Outcome);
        Assert.True(Directory.Exists(_place.PathOf("orders.log")));
        Assert.Single(_place.Logger.Of(2204));
    }

    public void Dispose() => _place.Dispose();
}
