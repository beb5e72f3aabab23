namespace LogActors.Tests;

/// <summary>Where a log root must not be.</summary>
public sealed class NetworkFileSystemTests
{
    [Theory]
    [InlineData("nfs", DriveType.Network, true)]
    [InlineData("nfs4", DriveType.Unknown, true)]
    [InlineData("CIFS", DriveType.Unknown, true)]
    [InlineData("fuse.sshfs", DriveType.Unknown, true)]
    [InlineData("NTFS", DriveType.Network, true)]
    [InlineData("ext4", DriveType.Fixed, false)]
    [InlineData("overlay", DriveType.Unknown, false)]
    [InlineData("tmpfs", DriveType.Ram, false)]
    [InlineData("apfs", DriveType.Fixed, false)]
    public void Is_ForEachKind_SaysWhetherAnotherMachineHasTheFiles(string format, DriveType type, bool expected) =>
        Assert.Equal(expected, NetworkFileSystem.Is(format, type));

    [Fact]
    public void ThrowIf_OnThisMachine_Passes() => NetworkFileSystem.ThrowIfFolderIsOn(Path.GetTempPath());
}
