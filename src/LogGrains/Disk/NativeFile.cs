using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

[assembly: System.Runtime.CompilerServices.DisableRuntimeMarshalling]

namespace LogActors;

/// <summary>What .NET does not offer, or not reliably: sync of a file with its errors, sync of a folder, locks that no setting turns off, and owners.</summary>
/// <remarks>
/// On Linux the runtime's own flush (<c>RandomAccess.FlushToDisk</c>, .NET 10.0.12) returns normally when the system reports an error, and its file locks can be
/// turned off by <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c>. Thread-safe.
/// </remarks>
internal static partial class NativeFile
{
    private const int Interrupted = 4;                          // EINTR, the same on Linux and macOS
    private const int FullSync = 51;                            // F_FULLFSYNC of macOS: without it the drive keeps what it likes
    private const int LockExclusive = 2;                        // LOCK_EX
    private const int LockWithoutWaiting = 4;                   // LOCK_NB
    private const uint Unchanged = uint.MaxValue;               // for fchown
    private const uint WindowsExclusive = 2;                    // LOCKFILE_EXCLUSIVE_LOCK
    private const uint WindowsFailImmediately = 1;              // LOCKFILE_FAIL_IMMEDIATELY
    private const int WindowsLockViolation = 33;                // ERROR_LOCK_VIOLATION
    private const int WindowsIoPending = 997;                   // ERROR_IO_PENDING

    /// <summary>Returns when everything written to the file, and its length, is on the disk.</summary>
    /// <exception cref="IOException">The system reports an error; <see cref="Exception.HResult"/> is its number on Unix.</exception>
    public static void Sync(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            Check(() => SyncData(file), "fdatasync");
        }
        else if (OperatingSystem.IsMacOS())
        {
            Check(() => Control(file, FullSync), "fcntl(F_FULLFSYNC)");
        }
        else
        {
            RandomAccess.FlushToDisk(file);
        }
    }

    /// <summary>Returns when the names in a folder are on the disk. Does nothing on Windows.</summary>
    /// <exception cref="IOException">The system reports an error.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = -1;
        Check(() => descriptor = Open(path, 0), $"open of folder '{path}'");
        using SafeFileHandle folder = new(descriptor, ownsHandle: true);
        Check(() => SyncAll(folder), $"fsync of folder '{path}'");
    }

    /// <summary>Locks an open file for whoever holds this handle.</summary>
    /// <returns>Whether it is locked now; otherwise somebody else holds it.</returns>
    /// <exception cref="IOException">It cannot be locked at all.</exception>
    public static bool TryLock(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryLockOnWindows(file);
        }

        while (Lock(file, LockExclusive | LockWithoutWaiting) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (DiskErrors.IsWouldBlock(error))
            {
                return false;
            }

            if (error != Interrupted)
            {
                throw Failure("flock", error);
            }
        }

        return true;
    }

    /// <summary>Gives a file to a group. On Unix.</summary>
    /// <returns>Whether it is the group's now; the system may not let this process do it.</returns>
    public static bool TryChangeGroup(SafeFileHandle file, uint group) => ChangeOwner(file, Unchanged, group) == 0;

    /// <summary>Gives a file to a user. On Unix.</summary>
    /// <returns>Whether it is the user's now; the system lets few processes do it.</returns>
    public static bool TryChangeOwner(SafeFileHandle file, uint owner) => ChangeOwner(file, owner, Unchanged) == 0;

    [SupportedOSPlatform("windows")]
    private static bool TryLockOnWindows(SafeFileHandle file)
    {
        NativeOverlapped from = default;
        if (LockFileEx(file, WindowsExclusive | WindowsFailImmediately, 0, 1, 0, ref from))
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is WindowsLockViolation or WindowsIoPending ? false : throw Failure("LockFileEx", error);
    }

    private static void Check(Func<int> call, string what)
    {
        while (call() < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw Failure(what, error);
            }
        }
    }

    /// <summary>What a call that failed is reported as; <see cref="Exception.HResult"/> is the system's number.</summary>
    public static IOException Failure(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncAll(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fchown", SetLastError = true)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("kernel32", SetLastError = true)]
    [SupportedOSPlatform("windows")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool LockFileEx(SafeFileHandle file, uint flags, uint reserved, uint bytesLow, uint bytesHigh, ref NativeOverlapped from);
}
