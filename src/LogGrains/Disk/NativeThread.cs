using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>What .NET does not do for a thread: <see cref="Thread.Priority"/> has no effect on Linux, and none on the disk's queue on macOS.</summary>
internal static partial class NativeThread
{
    private const int LinuxProcess = 0;                         // PRIO_PROCESS, by which Linux means one thread
    private const int LinuxLowest = 19;
    private const int MacThread = 3;                            // PRIO_DARWIN_THREAD
    private const int MacBackground = 0x1000;                   // PRIO_DARWIN_BG: processor and disk
    private const uint Caller = 0;

    /// <summary>Gives the calling thread the lowest priority, until it ends. On Linux its disk accesses then come last too, with the schedulers that know priorities.</summary>
    /// <returns>Whether the system did it.</returns>
    public static bool TryLowerPriority()
    {
        if (OperatingSystem.IsLinux())
        {
            return SetPriority(LinuxProcess, Caller, LinuxLowest) == 0;
        }

        if (OperatingSystem.IsMacOS())
        {
            return SetPriority(MacThread, Caller, MacBackground) == 0;
        }

        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int kind, uint id, int priority);
}
