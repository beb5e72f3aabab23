using NodaTime;

namespace LogActors.Tests;

/// <summary>What a pass deletes on the real file system, and what it leaves alone.</summary>
public sealed class RetentionPassTests : IDisposable
{
    private const string Current = "orders-20260109.log";
    private static readonly CurrentSegment s_current = new(5, 7);
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_800_000_000);
    private static readonly RetainOptions s_keepOne = new() { BackupCount = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly SegmentCatalog _catalog;
    private readonly LogStorage _storage = new();

    public RetentionPassTests()
    {
        Directory.CreateDirectory(_folder["journals"]);
        _catalog = SegmentCatalog.Open(_storage, _folder["journals"]);
        Array.ForEach([1, 2, 3, 4], Make);
        File.WriteAllText(_folder[Current], "current");
        File.WriteAllText(_folder["orders-20251231.log"], "of another program");
    }

    [Fact]
    public void Run_DeletesWhatIsBeyondTheLimits_AndNothingElse()
    {
        RetentionResult result = Run(s_keepOne);

        Assert.Equal([1, 2, 3], result.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Equal(11 + 12 + 13, result.DeletedBytes);
        Assert.Equal((0, 0, 0, null), (result.Missing.Count, result.Refused.Count, result.Failed.Count, result.NotNoted));
        Assert.Equal(["orders-20251231.log", NameOf(4), Current], Files());
        Assert.Equal([4], Numbers(_catalog));
        Assert.Equal([4], Numbers(SegmentCatalog.Open(_storage, _folder["journals"])));
    }

    [Fact]
    public void Run_WithinTheLimits_DoesNothing()
    {
        RetentionResult result = Run(new RetainOptions { BackupCount = 4, MaxTotalBytes = 11 + 12 + 13 + 14 + 7, MaxAge = TimeSpan.FromDays(30) });

        Assert.Empty(result.Deleted);
        Assert.Equal(6, Files().Length);
    }

    [Fact]
    public void FileThatIsGone_IsForgotten_AndDoesNotCount()
    {
        File.Delete(_folder[NameOf(4)]);

        RetentionResult result = Run(s_keepOne);

        Assert.Equal([4], result.Missing.Select(segment => segment.Number));
        Assert.Equal([1, 2], result.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Equal([3], Numbers(_catalog));
    }

    [Theory]
    [InlineData("shorter", "it has 3 bytes, and had 11")]
    [InlineData("longer", "it has 14 bytes, and had 11")]
    [InlineData("link", "it is no file any more (Link)")]
    public void FileThatIsAnotherNow_IsLeftAlone_AndForgotten(string what, string reason)
    {
        string path = _folder[NameOf(1)];
        File.Delete(path);
        if (what == "link")
        {
            File.WriteAllText(_folder["elsewhere"], "eleven chars"[..11]);
            File.CreateSymbolicLink(path, _folder["elsewhere"]);
        }
        else
        {
            File.WriteAllText(path, what == "shorter" ? "new" : "more than that");
        }

        RetentionResult result = Run(s_keepOne);

        Assert.Equal((1, reason), (Assert.Single(result.Refused).Segment.Number, result.Refused[0].Reason));
        Assert.Equal([2, 3], result.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.True(new FileInfo(path).Exists);
        Assert.Equal([4], Numbers(_catalog));
    }

    [Fact]
    public void FileThatCannotBeDeleted_IsTriedAgain()
    {
        UndeletableFile disk = new(NameOf(2));

        RetentionResult first = new RetentionPass(disk, _folder.FullPath, _catalog).Run(s_current, s_keepOne, Now);
        RetentionResult second = Run(s_keepOne);

        Assert.Equal((2, 5), (Assert.Single(first.Failed).Segment.Number, first.Failed[0].Error.HResult));
        Assert.Equal([1, 3], first.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Equal([2], second.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Equal([4], Numbers(_catalog));
    }

    [Fact]
    public void CurrentSegment_ThatTheCatalogueTakesForClosed_IsKept()
    {
        _catalog.Add(new ClosedSegment(5, Current, 7, Now), sync: false);
        RetentionPass pass = new(_storage, _folder.FullPath, _catalog);

        RetentionResult limits = pass.Run(s_current, new RetainOptions { MaxTotalBytes = 1 }, Now);
        RetentionResult chosen = pass.Delete([5, 9], s_current);

        Assert.Equal([1, 2, 3, 4], limits.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Empty(chosen.Deleted);
        Assert.Equal("current", File.ReadAllText(_folder[Current]));
        Assert.Equal([5], Numbers(_catalog));
    }

    [Fact]
    public void Delete_OfChosenOnes_DeletesThese()
    {
        RetentionResult result = new RetentionPass(_storage, _folder.FullPath, _catalog).Delete([3, 1], s_current);

        Assert.Equal([1, 3], result.Deleted.Select(deleted => deleted.Segment.Number));
        Assert.Equal([2, 4], Numbers(_catalog));
    }

    public void Dispose() => _folder.Dispose();

    private static string NameOf(long number) => $"orders-2026010{number}.log";

    private static long[] Numbers(SegmentCatalog catalog) => [.. catalog.Segments.Select(segment => segment.Number)];

    private void Make(int number)
    {
        File.WriteAllText(_folder[NameOf(number)], new string('x', 10 + number));
        _catalog.Add(new ClosedSegment(number, NameOf(number), 10 + number, Now - Duration.FromDays(10 - number)), sync: false);
    }

    private RetentionResult Run(RetainOptions options) => new RetentionPass(_storage, _folder.FullPath, _catalog).Run(s_current, options, Now);

    private string[] Files() => [.. _storage.List(_folder.FullPath).Order(StringComparer.Ordinal)];

    private sealed class UndeletableFile(string name) : PassingDisk
    {
        public override void Delete(string path)
        {
            if (Path.GetFileName(path) == name)
            {
                throw new IOException("Input/output error", 5);
            }

            base.Delete(path);
        }
    }
}
