namespace LogActors.Tests;

/// <summary>Moves on the real file system.</summary>
public sealed class RenameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogStorage _storage = new();

    public RenameTests() => File.WriteAllText(_folder["from"], "moved");

    [Fact]
    public void TryRename_ToAFreeName_Moves()
    {
        FileIdentity before = _storage.Identify(_folder["from"])!.Value;

        Assert.True(_storage.TryRename(_folder["from"], _folder["to"]));

        Assert.False(File.Exists(_folder["from"]));
        Assert.Equal("moved", File.ReadAllText(_folder["to"]));
        Assert.Equal(before, _storage.Identify(_folder["to"]));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("link to nowhere")]
    [InlineData("itself")]
    public void TryRename_ToATakenName_ChangesNothing(string what)
    {
        string to = Take(what);

        Assert.False(_storage.TryRename(_folder["from"], to));
        Assert.Equal("moved", File.ReadAllText(_folder["from"]));
        Assert.Equal(what == "file" ? "somebody's" : null, what == "file" ? File.ReadAllText(to) : null);
    }

    [Fact]
    public void TryRename_OfNothing_Fails() => Assert.ThrowsAny<IOException>(() => _storage.TryRename(_folder["nothing"], _folder["to"]));

    [Fact]
    public void TryRename_IntoNoFolder_Fails()
    {
        Assert.ThrowsAny<IOException>(() => _storage.TryRename(_folder["from"], Path.Combine(_folder["nowhere"], "to")));
        Assert.True(File.Exists(_folder["from"]));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("link to nowhere")]
    [InlineData("itself")]
    public void TryRenameByLink_ToATakenName_ChangesNothing(string what)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string to = Take(what);

        Assert.False(NativePath.TryRenameByLink(_folder["from"], to));
        Assert.Equal("moved", File.ReadAllText(_folder["from"]));
        Assert.Equal(what == "file" ? "somebody's" : null, what == "file" ? File.ReadAllText(to) : null);
    }

    [Fact]
    public void TryRenameByLink_ToAFreeName_Moves()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(NativePath.TryRenameByLink(_folder["from"], _folder["to"]));
        Assert.ThrowsAny<IOException>(() => NativePath.TryRenameByLink(_folder["from"], _folder["other"]));

        Assert.Equal(["to"], _storage.List(_folder.FullPath));
        Assert.Equal(1, _storage.Identify(_folder["to"])!.Value.Links);
    }

    [Fact]
    public void Replace_OfAFile_TakesItsPlace()
    {
        File.WriteAllText(_folder["to"], "the old one");

        _storage.Replace(_folder["from"], _folder["to"]);

        Assert.Equal(["to"], _storage.List(_folder.FullPath));
        Assert.Equal("moved", File.ReadAllText(_folder["to"]));
    }

    [Fact]
    public void Replace_OfNothing_Moves()
    {
        _storage.Replace(_folder["from"], _folder["to"]);

        Assert.Equal("moved", File.ReadAllText(_folder["to"]));
    }

    public void Dispose() => _folder.Dispose();

    private string Take(string what)
    {
        switch (what)
        {
            case "file": File.WriteAllText(_folder["to"], "somebody's"); break;
            case "folder": Directory.CreateDirectory(_folder["to"]); break;
            case "link to nowhere": File.CreateSymbolicLink(_folder["to"], "nowhere"); break;
            default: return _folder["from"];
        }

        return _folder["to"];
    }
}
