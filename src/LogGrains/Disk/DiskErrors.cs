namespace LogActors;

/// <summary>What an I/O error means for the caller: wait for space, or look for a fault.</summary>
internal static class DiskErrors
{
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int LinuxWouldBlock = 11;                     // EWOULDBLOCK, which flock gives
    private const int MacWouldBlock = 35;
    private const int NoSpace = 28;                             // ENOSPC, the same on Linux and macOS
    private const int LinuxQuota = 122;                         // EDQUOT
    private const int MacQuota = 69;

    /// <summary>Whether the disk, or the user's share of it, is full. On Unix .NET puts the errno into <see cref="Exception.HResult"/>.</summary>
    public static bool IsFull(IOException exception) =>
        OperatingSystem.IsWindows() ? exception.HResult is WindowsDiskFull or WindowsHandleDiskFull
        : exception.HResult == NoSpace || exception.HResult == (OperatingSystem.IsMacOS() ? MacQuota : LinuxQuota);

    /// <summary>Whether the system would not do what was asked, for another reason than want of space.</summary>
    public static bool IsBroken(Exception exception) => exception is UnauthorizedAccessException || (exception is IOException io && !IsFull(io));

    /// <summary>Whether a Unix error number says that somebody else holds the lock.</summary>
    public static bool IsWouldBlock(int error) => error == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock);
}
