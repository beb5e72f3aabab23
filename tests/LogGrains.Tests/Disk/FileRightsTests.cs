using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace LogActors.Tests;

/// <summary>Who may read what is made of a file that not everybody may read.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileRightsTests : IDisposable
{
    private const uint Owner = 4711;
    private const uint Group = 815;
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupToo = OwnerAlone | UnixFileMode.GroupRead;
    private const UnixFileMode GroupWrites = GroupToo | UnixFileMode.GroupWrite;
    private const UnixFileMode Everybody = GroupWrites | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly TemporaryFolder _folder = new();
    private readonly LogStorage _disk = new();

    [UnixFact]
    public void File_HasTheModeOfTheOther_WhateverTheUsualOneIs()
    {
        UnixFileMode[] modes = [UnixFileMode.UserRead, OwnerAlone, GroupToo, GroupWrites, Everybody];

        UnixFileMode[] made = [.. modes.Select(ModeOfOneLike)];

        Assert.Equal(modes, made);
    }

    [UnixFact(asRoot: true)]
    public void File_HasTheOwnerAndTheGroupOfTheOther()
    {
        FileRights made = RightsOfOneLike(GroupToo, Owner, Group);

        Assert.Equal(new FileRights(Owner, Group, GroupToo), made);
    }

    [UnixFact]
    public void File_InThePlaceOfAnother_IsANewOne()
    {
        File.WriteAllText(_folder["other"], "");
        File.SetUnixFileMode(_folder["other"], OwnerAlone);
        File.WriteAllText(_folder["made"], "of somebody who has it open");
        using FileStream old = new(_folder["made"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        using IStoredFile made = _disk.CreateLike(_folder["made"], _folder["other"]);
        made.Write(0, "secret"u8);

        Assert.Equal(6, made.Length);
        Assert.Equal(27, old.Length);
        Assert.Equal(OwnerAlone, File.GetUnixFileMode(_folder["made"]));
    }

    [UnixFact]
    public void Mode_InAnotherGroup_IsWhatBothGroupAndOthersMight()
    {
        FileRights rights = new(Owner, Group, OwnerAlone);

        Assert.Equal(OwnerAlone, rights.ModeInAnotherGroup);
        Assert.Equal(OwnerAlone, (rights with { Mode = GroupWrites }).ModeInAnotherGroup);
        Assert.Equal(OwnerAlone, (rights with { Mode = OwnerAlone | UnixFileMode.OtherRead }).ModeInAnotherGroup);
        Assert.Equal(Everybody, (rights with { Mode = Everybody }).ModeInAnotherGroup);
        Assert.Equal(GroupToo | UnixFileMode.OtherRead, (rights with { Mode = GroupWrites | UnixFileMode.OtherRead }).ModeInAnotherGroup);
    }

    [UnixFact]
    public async Task CompressedSegment_IsNeverReadByMoreThanThePlainOne()
    {
        using WriterPlace place = new();
        ModeDisk disk = new();
        place.Keep(retain => retain.Compress = CompressionFormat.Zstd);
        LogFileWriter writer = place.Open(storage: disk);
        await writer.AppendAsync(Some.Batch("secret"));
        File.SetUnixFileMode(place.PathOf($"orders-{WriterPlace.Today}.log"), GroupToo);
        await writer.RollAsync();
        await writer.AppendAsync(Some.Batch("next"));

        await writer.TendAsync([]);

        Assert.Equal(GroupToo, File.GetUnixFileMode(place.PathOf($"orders-{WriterPlace.Today}.log.zst")));
        Assert.NotEmpty(disk.Modes);
        Assert.All(disk.Modes, mode => Assert.Equal(GroupToo, mode));
    }

    public void Dispose() => _folder.Dispose();

    private UnixFileMode ModeOfOneLike(UnixFileMode mode) => RightsOfOneLike(mode, null, null).Mode;

    private FileRights RightsOfOneLike(UnixFileMode mode, uint? owner, uint? group)
    {
        using (SafeFileHandle other = File.OpenHandle(_folder["other"], FileMode.Create, FileAccess.ReadWrite))
        {
            Assert.True(group is not { } someGroup || NativeFile.TryChangeGroup(other, someGroup));
            Assert.True(owner is not { } somebody || NativeFile.TryChangeOwner(other, somebody));
            File.SetUnixFileMode(other, mode);
        }

        _disk.CreateLike(_folder["made"], _folder["other"]).Dispose();
        FileRights made = NativePath.RightsOf(_folder["made"]);
        File.Delete(_folder["other"]);
        return made;
    }

    // Keeps the mode that a compressed file has when it is written to.
    private sealed class ModeDisk : PassingDisk
    {
        public List<UnixFileMode> Modes { get; } = [];

        protected override IStoredFile Over(string path, IStoredFile file) => path.EndsWith(".zst.new", StringComparison.Ordinal) ? new ModeFile(this, path, file) : file;

        private sealed class ModeFile(ModeDisk disk, string path, IStoredFile file) : PassingFile(file)
        {
            public override void Write(long offset, ReadOnlySpan<byte> bytes)
            {
                disk.Modes.Add(File.GetUnixFileMode(path));
                base.Write(offset, bytes);
            }
        }
    }
}
