using System.Diagnostics;
#if CHAOS
using System.Globalization;
using System.Runtime.InteropServices;
#endif

namespace LogActors;

/// <summary>Named places in the writer where a test campaign ends or stops the process, and deliberate bugs that the campaigns must find.</summary>
/// <remarks>
/// Only in a build with <c>-p:Chaos=true</c>; in every other build the calls are not compiled in and no bug can be asked for. <c>LOGACTORS_FAULT_POINT=name:n:kill</c>
/// (or <c>stop</c>) sends this process SIGKILL (SIGSTOP) when it reaches the point for the n-th time, <c>any</c> counting every point; <c>linger</c> holds up the thread that reaches it
/// while the others go on, and then kills. <c>LOGACTORS_MUTANT=name</c> turns a bug on.
/// </remarks>
internal static partial class FaultPoint
{
#if CHAOS
    private const int Kill = 9;
    private const int Stop = 19;
    private const int MomentMilliseconds = 50;
    private static readonly string? s_mutant = Environment.GetEnvironmentVariable("LOGACTORS_MUTANT");
    private static readonly string[]? s_plan = Environment.GetEnvironmentVariable("LOGACTORS_FAULT_POINT")?.Split(':');
    private static int s_left = s_plan is null ? 0 : int.Parse(s_plan[1], CultureInfo.InvariantCulture);

    /// <summary>Dies or stops here if the campaign asked for it.</summary>
    [Conditional("CHAOS")]
    public static void Reach(string name)
    {
        if (s_plan is not null && (s_plan[0] == name || s_plan[0] == "any") && Interlocked.Decrement(ref s_left) == 0)
        {
#pragma warning disable RS0030 // Nothing may happen on this thread until the signal has been delivered, which is a moment later.
            if (s_plan[2] == "linger")
            {
                Thread.Sleep(MomentMilliseconds);
            }

            SendSignal(Environment.ProcessId, s_plan[2] == "stop" ? Stop : Kill);
            Thread.Sleep(s_plan[2] == "stop" ? MomentMilliseconds : Timeout.Infinite);
#pragma warning restore RS0030
        }
    }

    /// <summary>Whether a deliberate bug is turned on.</summary>
    public static bool Mutant(string name) => s_mutant == name;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
#else
    /// <summary>Dies or stops here if the campaign asked for it.</summary>
    [Conditional("CHAOS")]
    public static void Reach(string name)
    {
    }

    /// <summary>Whether a deliberate bug is turned on: never, in this build.</summary>
    public static bool Mutant(string name) => false;
#endif
}
