using System.Runtime.InteropServices;

namespace LogActors.Chaos;

/// <summary>Signals to processes that this program has started, and how the kernel sees them.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal; does nothing if the process is gone.</summary>
    public static void Send(int process, int signal) => _ = SendSignal(process, signal);

    /// <summary>The state letter of a process: <c>T</c> while it is stopped, <c>Z</c> once it is dead; <c>X</c> if it is gone.</summary>
    public static char StateOf(int process) => StateIn($"/proc/{process}/stat");

    private static char StateIn(string path)
    {
        try
        {
            string stat = File.ReadAllText(path);
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return 'X';
        }
    }

    /// <summary>Whether every thread of a process is stopped, so that none of them is still in the middle of a write.</summary>
    public static bool IsStopped(int process)
    {
        try
        {
            string[] threads = Directory.GetDirectories($"/proc/{process}/task");
            return threads.Length > 0 && threads.All(thread => StateIn(Path.Combine(thread, "stat")) == 'T');
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
