namespace LogActors;

/// <summary>Tells file systems of other machines, where a lock can be lost without a word and two writers can be at one file.</summary>
internal static class NetworkFileSystem
{
    private static readonly string[] Formats = ["nfs", "nfs4", "cifs", "smb", "smb2", "smbfs", "afs", "afpfs", "ncpfs", "coda", "ceph", "webdav", "fuse.sshfs"];

    /// <param name="format">The name of the file system, as the system gives it.</param>
    /// <param name="type">What the system takes the drive for.</param>
    public static bool Is(string format, DriveType type) => type == DriveType.Network || Formats.Contains(format, StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a folder of another machine.</summary>
    /// <exception cref="IOException">It is one; the message names the file system.</exception>
    public static void ThrowIfFolderIsOn(string folder)
    {
        DriveInfo drive = new(folder);
        (string format, DriveType type) = Read(drive);
        if (Is(format, type))
        {
            throw new IOException(
                $"It is on a network file system ({format}), where a lock that is lost lets a second writer in. If only this machine ever writes there, set LogActors:AllowNetworkFileSystem to true.");
        }
    }

    // A drive that does not say what it is has been written to a moment ago, and is good enough.
    private static (string Format, DriveType Type) Read(DriveInfo drive)
    {
        try
        {
            return (drive.DriveFormat, drive.DriveType);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ("", DriveType.Unknown);
        }
    }
}
