using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using NodaTime;

namespace LogActors;

/// <summary>What .NET does not offer for names: a move that never overwrites, and which file a path or a handle leads to.</summary>
/// <remarks><c>File.Move</c> looks whether the name is free and moves then, on Unix; a file that is made in between is lost. Thread-safe.</remarks>
internal static partial class NativePath
{
    private const int NotFound = 2;                             // ENOENT, the same on Linux and macOS; ERROR_FILE_NOT_FOUND
    private const int FolderNotFound = 3;                       // ERROR_PATH_NOT_FOUND
    private const int Exists = 17;                              // EEXIST
    private const int NotFolder = 20;                           // ENOTDIR
    private const int Invalid = 22;                             // EINVAL
    private const int LinuxNotImplemented = 38;                 // ENOSYS
    private const int MacNotSupported = 45;                     // ENOTSUP
    private const int CurrentFolder = -100;                     // AT_FDCWD
    private const int NoFollow = 0x100;                         // AT_SYMLINK_NOFOLLOW
    private const int EmptyPath = 0x1000;                       // AT_EMPTY_PATH: the handle itself
    private const uint BasicStats = 0x7ff;                      // STATX_BASIC_STATS
    private const uint LinuxNoReplace = 1;                      // RENAME_NOREPLACE
    private const uint MacExclusive = 4;                        // RENAME_EXCL
    private const int KindMask = 0xF000;                        // S_IFMT
    private const int RegularKind = 0x8000;                     // S_IFREG
    private const int LinkKind = 0xA000;                        // S_IFLNK
    private const int RightsMask = 0x1FF;                       // rwxrwxrwx
    private const int WindowsFileExists = 80;                   // ERROR_FILE_EXISTS
    private const int WindowsAlreadyExists = 183;               // ERROR_ALREADY_EXISTS
    private const uint WindowsShareAll = 7;                     // FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE
    private const uint WindowsOpenExisting = 3;                 // OPEN_EXISTING
    private const uint WindowsItself = 0x02200000;              // FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT: folders and links too

    /// <summary>Moves a file to another name of its folder, if that name is free.</summary>
    /// <returns><see langword="false"/> if there is something of that name; nothing has changed then.</returns>
    /// <exception cref="IOException">It cannot be moved; <see cref="Exception.HResult"/> is the system's number on Unix.</exception>
    public static bool TryRename(string from, string to)
    {
        int error = OperatingSystem.IsLinux() ? RenameOnLinux(from, to)
            : OperatingSystem.IsMacOS() ? (RenameOnMac(from, to, MacExclusive) == 0 ? 0 : Marshal.GetLastPInvokeError())
            : OperatingSystem.IsWindows() ? (RenameOnWindows(Verbatim(from), Verbatim(to), 0) ? 0 : Marshal.GetLastPInvokeError())
            : LinuxNotImplemented;
        return error switch
        {
            0 => true,
            Invalid or LinuxNotImplemented or MacNotSupported when !OperatingSystem.IsWindows() => TryRenameByLink(from, to),
            Exists when !OperatingSystem.IsWindows() => false,
            WindowsFileExists or WindowsAlreadyExists when OperatingSystem.IsWindows() => false,
            _ => throw NativeFile.Failure($"move of '{from}' to '{to}'", error),
        };
    }

    /// <summary>Does the same in two steps, for file systems without the one: the file has both names for a moment, and keeps them if the process dies then.</summary>
    public static bool TryRenameByLink(string from, string to)
    {
        if (AddName(from, to) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error == Exists ? false : throw NativeFile.Failure($"link of '{from}' to '{to}'", error);
        }

        if (RemoveName(from) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            _ = RemoveName(to);
            throw NativeFile.Failure($"unlink of '{from}'", error);
        }

        return true;
    }

    /// <summary>Which file is behind a path; of a link, the link itself.</summary>
    /// <returns><see langword="null"/> if there is nothing.</returns>
    /// <exception cref="IOException">The system does not say.</exception>
    public static FileIdentity? Identify(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return IdentifyOnWindows(path);
        }

        FileIdentity identity;
        bool found = OperatingSystem.IsMacOS() ? Succeeded(StatOfPathOnMac(path, out MacStat mac), mac, out identity)
            : Succeeded(StatOfPath(CurrentFolder, path, NoFollow, BasicStats, out LinuxStat linux), linux, out identity);
        int error = Marshal.GetLastPInvokeError();
        return found ? identity : error is NotFound or NotFolder ? null : throw NativeFile.Failure($"stat of '{path}'", error);
    }

    /// <summary>Which file an open handle is of.</summary>
    /// <exception cref="IOException">The system does not say.</exception>
    public static FileIdentity Identify(SafeFileHandle file)
    {
        FileIdentity identity;
        bool found = OperatingSystem.IsWindows() ? TryIdentifyOnWindows(file, out identity)
            : OperatingSystem.IsMacOS() ? Succeeded(StatOfFileOnMac(file, out MacStat mac), mac, out identity)
            : Succeeded(StatOfFile(file, "", EmptyPath, BasicStats, out LinuxStat linux), linux, out identity);
        return found ? identity : throw NativeFile.Failure("stat", Marshal.GetLastPInvokeError());
    }

    /// <summary>Whose the file behind a path is, and who may do what with it; of a link, the link itself.</summary>
    /// <exception cref="IOException">There is nothing, or the system does not say.</exception>
    [UnsupportedOSPlatform("windows")]
    public static FileRights RightsOf(string path)
    {
        FileRights rights;
        int result;
        if (OperatingSystem.IsMacOS())
        {
            result = StatOfPathOnMac(path, out MacStat mac);
            rights = new FileRights(mac.Owner, mac.Group, (UnixFileMode)(mac.Mode & RightsMask));
        }
        else
        {
            result = StatOfPath(CurrentFolder, path, NoFollow, BasicStats, out LinuxStat linux);
            rights = new FileRights(linux.Owner, linux.Group, (UnixFileMode)(linux.Mode & RightsMask));
        }

        return result == 0 ? rights : throw NativeFile.Failure($"stat of '{path}'", Marshal.GetLastPInvokeError());
    }

    // The kernel knows the flag since 2014; a C library may not have the call all the same.
    [SupportedOSPlatform("linux")]
    private static int RenameOnLinux(string from, string to)
    {
        try
        {
            return RenameAt(CurrentFolder, from, CurrentFolder, to, LinuxNoReplace) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        catch (EntryPointNotFoundException)
        {
            return LinuxNotImplemented;
        }
    }

    private static bool Succeeded(int result, LinuxStat stat, out FileIdentity identity)
    {
        ulong device = ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor;
        identity = new FileIdentity(KindOf(stat.Mode), device, stat.Inode, stat.Links, (long)stat.Size, At(stat.ModifiedSeconds, stat.ModifiedNanoseconds));
        return result == 0;
    }

    private static bool Succeeded(int result, MacStat stat, out FileIdentity identity)
    {
        identity = new FileIdentity(KindOf(stat.Mode), (uint)stat.Device, stat.Inode, stat.Links, stat.Size, At(stat.ModifiedSeconds, stat.ModifiedNanoseconds));
        return result == 0;
    }

    private static FileKind KindOf(ushort mode) => (mode & KindMask) switch
    {
        RegularKind => FileKind.Regular,
        LinkKind => FileKind.Link,
        _ => FileKind.Other,
    };

    // A file system can hold a time that no calendar has.
    private static Instant At(long seconds, long nanoseconds) => seconds < Instant.MinValue.ToUnixTimeSeconds() ? Instant.MinValue
        : seconds >= Instant.MaxValue.ToUnixTimeSeconds() ? Instant.MaxValue
        : Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(nanoseconds);

    private static int StatOfPathOnMac(string path, out MacStat stat) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfPathOnIntelMac(path, out stat) : StatOfPathOnArmMac(path, out stat);

    private static int StatOfFileOnMac(SafeFileHandle file, out MacStat stat) =>
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatOfFileOnIntelMac(file, out stat) : StatOfFileOnArmMac(file, out stat);

    [SupportedOSPlatform("windows")]
    private static FileIdentity? IdentifyOnWindows(string path)
    {
        using SafeFileHandle file = OpenOnWindows(Verbatim(path), 0, WindowsShareAll, 0, WindowsOpenExisting, WindowsItself, 0);
        if (!file.IsInvalid && TryIdentifyOnWindows(file, out FileIdentity identity))
        {
            return identity;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is NotFound or FolderNotFound ? null : throw NativeFile.Failure($"look at '{path}'", error);
    }

    [SupportedOSPlatform("windows")]
    private static bool TryIdentifyOnWindows(SafeFileHandle file, out FileIdentity identity)
    {
        identity = default;
        if (!InformationOnWindows(file, out WindowsInformation information))
        {
            return false;
        }

        FileAttributes attributes = (FileAttributes)information.Attributes;
        FileKind kind = attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Other : FileKind.Regular;
        Instant written = Instant.FromDateTimeUtc(DateTime.FromFileTimeUtc((long)Join(information.WrittenHigh, information.WrittenLow)));
        identity = new FileIdentity(
            kind, information.Volume, Join(information.IndexHigh, information.IndexLow), information.Links, (long)Join(information.SizeHigh, information.SizeLow), written);
        return true;
    }

    private static ulong Join(uint high, uint low) => ((ulong)high << 32) | low;

    // Without this prefix a path of more than 260 characters is refused.
    private static string Verbatim(string path) => Path.GetFullPath(path) is var full && full.StartsWith(@"\\", StringComparison.Ordinal) ? full : @"\\?\" + full;

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameOnMac(string from, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddName(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveName(string path);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfPath(int folder, string path, int flags, uint mask, out LinuxStat stat);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfFile(SafeFileHandle file, string path, int flags, uint mask, out LinuxStat stat);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfPathOnArmMac(string path, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatOfPathOnIntelMac(string path, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static partial int StatOfFileOnArmMac(SafeFileHandle file, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static partial int StatOfFileOnIntelMac(SafeFileHandle file, out MacStat stat);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool RenameOnWindows(string from, string to, uint flags);

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [SupportedOSPlatform("windows")]
    private static partial SafeFileHandle OpenOnWindows(string path, uint access, uint share, nint security, uint creation, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool InformationOnWindows(SafeFileHandle file, out WindowsInformation information);

    // struct statx, the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxStat
    {
        [FieldOffset(16)] public uint Links;
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(24)] public uint Group;
        [FieldOffset(28)] public ushort Mode;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(40)] public ulong Size;
        [FieldOffset(112)] public long ModifiedSeconds;
        [FieldOffset(120)] public uint ModifiedNanoseconds;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;
    }

    // struct stat with inodes of 64 bits.
    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct MacStat
    {
        [FieldOffset(0)] public int Device;
        [FieldOffset(4)] public ushort Mode;
        [FieldOffset(6)] public ushort Links;
        [FieldOffset(8)] public ulong Inode;
        [FieldOffset(16)] public uint Owner;
        [FieldOffset(20)] public uint Group;
        [FieldOffset(48)] public long ModifiedSeconds;
        [FieldOffset(56)] public long ModifiedNanoseconds;
        [FieldOffset(96)] public long Size;
    }

    // BY_HANDLE_FILE_INFORMATION; on ReFS its index is the lower half of the file's number.
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct WindowsInformation
    {
        [FieldOffset(0)] public uint Attributes;
        [FieldOffset(20)] public uint WrittenLow;
        [FieldOffset(24)] public uint WrittenHigh;
        [FieldOffset(28)] public uint Volume;
        [FieldOffset(32)] public uint SizeHigh;
        [FieldOffset(36)] public uint SizeLow;
        [FieldOffset(40)] public uint Links;
        [FieldOffset(44)] public uint IndexHigh;
        [FieldOffset(48)] public uint IndexLow;
    }
}
