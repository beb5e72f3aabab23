using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>Which file a path and a handle lead to, on the real file system.</summary>
public sealed class IdentityTests : IDisposable
{
    private static readonly DateTime Written = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567);

    private readonly TemporaryFolder _folder = new();
    private readonly LogStorage _storage = new();
    private readonly IStoredFile _file;

    public IdentityTests()
    {
        _file = _storage.Open(_folder["file"]);
        _file.Write(0, "12345"u8);
    }

    [Fact]
    public void Identity_OfAFileAndOfItsPath_AreTheSame()
    {
        File.SetLastWriteTimeUtc(_folder["file"], Written);

        FileIdentity identity = _file.Identity;

        Assert.Equal(identity, _storage.Identify(_folder["file"]));
        Assert.Equal((FileKind.Regular, 1, 5), (identity.Kind, identity.Links, identity.Length));
        Assert.Equal(Instant.FromDateTimeUtc(Written), identity.LastWrite);
    }

    [Theory]
    [InlineData("1902-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.9Z")]
    public void Identity_OfAnOldFile_HasItsTime(string written)
    {
        File.SetLastWriteTimeUtc(_folder["file"], DateTimeOffset.Parse(written, CultureInfo.InvariantCulture).UtcDateTime);

        Assert.Equal(Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(_folder["file"])), _file.Identity.LastWrite);
    }

    [Fact]
    public void Identity_AfterAMove_IsTheSame()
    {
        FileIdentity before = _file.Identity;

        File.Move(_folder["file"], _folder["moved"]);

        Assert.Equal(before, _file.Identity);
        Assert.Equal(before, _storage.Identify(_folder["moved"]));
        Assert.Null(_storage.Identify(_folder["file"]));
    }

    [Fact]
    public void Identity_AfterDeletion_HasNoNames()
    {
        FileIdentity before = _file.Identity;

        File.Delete(_folder["file"]);

        Assert.True(before.IsSameFileAs(_file.Identity));
        Assert.Equal((0, 5), (_file.Identity.Links, _file.Identity.Length));
        Assert.Null(_storage.Identify(_folder["file"]));
    }

    [Fact]
    public void Identity_OfThePathOfAReplacedFile_IsAnother()
    {
        File.WriteAllText(_folder["new"], "12345");

        File.Move(_folder["new"], _folder["file"], overwrite: true);

        Assert.False(_file.Identity.IsSameFileAs(_storage.Identify(_folder["file"])!.Value));
        Assert.Equal(0, _file.Identity.Links);
    }

    [Fact]
    public void Identity_AfterACutByAnother_HasTheNewLength()
    {
        FileIdentity before = _file.Identity;
        using (FileStream other = new(_folder["file"], FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            other.SetLength(2);
        }

        Assert.True(before.IsSameFileAs(_file.Identity));
        Assert.Equal(2, _file.Identity.Length);
    }

    [Fact]
    public void Identity_OfALink_IsTheLinksOwn()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["file"]);

        FileIdentity link = _storage.Identify(_folder["link"])!.Value;

        Assert.Equal(FileKind.Link, link.Kind);
        Assert.False(link.IsSameFileAs(_file.Identity));
        using IStoredFile through = _storage.TryOpen(_folder["link"])!;
        Assert.Equal(_file.Identity, through.Identity);
    }

    [Fact]
    public void Identity_OfALinkToNowhere_IsTheLinksOwn()
    {
        File.CreateSymbolicLink(_folder["link"], "nowhere");

        Assert.Equal(FileKind.Link, _storage.Identify(_folder["link"])!.Value.Kind);
    }

    [Fact]
    public void Identity_OfALongFile_HasItsLength()
    {
        _file.Write((5L << 32) - 1, "\n"u8);

        Assert.Equal(5L << 32, _file.Identity.Length);
    }

    [Fact]
    public void Identify_OfAFolder_IsNoFile() => Assert.Equal(FileKind.Other, _storage.Identify(_folder.FullPath)!.Value.Kind);

    [Theory]
    [InlineData("nothing")]
    [InlineData("nowhere/nothing")]
    [InlineData("file/nothing")]
    public void Identify_OfNothing_IsNull(string name) => Assert.Null(_storage.Identify(_folder[name]));

    [Fact]
    public void Identify_OfANameThatIsTooLong_Fails() => Assert.ThrowsAny<IOException>(() => _storage.Identify(_folder[new string('x', 5000)]));

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }
}
