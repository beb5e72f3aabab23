using NodaTime;

namespace LogActors;

/// <summary>Which file a path or a handle leads to, and what the system said of it at that moment.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Device">The file system it is on; the number of the volume on Windows.</param>
/// <param name="Inode">Its number there. It is given to another file once the file is deleted and nobody has it open.</param>
/// <param name="Links">How many names it has; 0 once it is deleted, for whoever still has it open.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="LastWrite">When it was written last, by the clock of the machine that it is on.</param>
internal readonly record struct FileIdentity(FileKind Kind, ulong Device, ulong Inode, long Links, long Length, Instant LastWrite)
{
    /// <summary>Whether both are of one file, whatever has become of it in between.</summary>
    public bool IsSameFileAs(FileIdentity other) => Device == other.Device && Inode == other.Inode;
}
