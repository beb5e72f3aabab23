namespace LogActors.Tests;

public sealed class LogRootTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_OfAnOwnedRoot_SaysWhoOwnsIt()
    {
        using LogRoot owned = LogRoot.Open(_folder["root"], "the silo next door");

        LogRootTakenException refusal = Assert.Throws<LogRootTakenException>(() => LogRoot.Open(_folder["root"], "us"));

        Assert.Contains($"'{_folder["root"]}' is owned by the silo next door.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OfAnOwnedRootByAnotherPath_IsRefused()
    {
        using LogRoot owned = LogRoot.Open(_folder["root"], "the silo next door");
        Directory.CreateSymbolicLink(_folder["link"], _folder["root"]);

        Assert.Throws<LogRootTakenException>(() => LogRoot.Open(_folder["link"], "us"));
        Assert.Throws<LogRootTakenException>(() => LogRoot.Open(_folder["root"] + "/../root/", "us"));
    }

    [Fact]
    public void Open_AfterTheOwnerLetGo_Succeeds()
    {
        LogRoot.Open(_folder["root"], "the first").Dispose();

        using LogRoot root = LogRoot.Open(_folder["root"] + "/", "the second");

        Assert.Equal(_folder["root"], root.FullPath);
        Assert.Equal("the second", File.ReadAllText(Path.Combine(root.FullPath, ".logactors", "owner")));
    }

    [Fact]
    public void Open_BelowARegularFile_FailsAndNamesThePath()
    {
        File.WriteAllText(_folder["file"], "");

        IOException refusal = Assert.ThrowsAny<IOException>(() => LogRoot.Open(Path.Combine(_folder["file"], "root"), "us"));

        Assert.IsNotType<LogRootTakenException>(refusal);
        Assert.Contains(_folder["file"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithALockThatCannotBeOpened_DoesNotBlameAnotherSilo()
    {
        Directory.CreateDirectory(Path.Combine(_folder["root"], ".logactors"));
        string lockPath = Path.Combine(_folder["root"], ".logactors", "lock");
        File.CreateSymbolicLink(lockPath, lockPath);

        IOException refusal = Assert.ThrowsAny<IOException>(() => LogRoot.Open(_folder["root"], "us"));

        Assert.IsNotType<LogRootTakenException>(refusal);
    }

    public void Dispose() => _folder.Dispose();
}
