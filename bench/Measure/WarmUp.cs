using System.Diagnostics;

namespace LogActors.Bench;

/// <summary>Brings a case to the state of a process that has been logging for a while, with nothing left to do.</summary>
internal static class WarmUp
{
    /// <summary>Records that the warm-up of one process writes; they are in the same file as the measured ones.</summary>
    public const int Records = 1_000_000;

    // The runtime recompiles hot methods twice, each time after a pause without new ones: hence several rounds with rests. What runs once for a batch of
    // thousands needs many records to become hot at all: with a tenth of these the measurement was largely one of the compiler.
    private const int Rounds = 10;

    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(12);
    private static readonly TimeSpan s_restBound = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Callers callers, int firstOrder, ProcessGroup processes, TimeProvider time)
    {
        for (int round = 0; round < Rounds; round++)
        {
            callers.Run(firstOrder + (round * (Records / Rounds)), Records / Rounds);
            await RestAsync(processes, time);
        }

        GC.Collect();
        await RestAsync(processes, time);
    }

    /// <summary>Returns when the processes have used next to no CPU time in two windows running: queues are empty and compilation is done.</summary>
    private static async Task RestAsync(ProcessGroup processes, TimeProvider time)
    {
        long start = time.GetTimestamp();
        int quietWindows = 0;
        TimeSpan used = processes.CpuTime();
        while (quietWindows < 2)
        {
            await Task.Delay(s_window, time);
            TimeSpan now = processes.CpuTime();
            quietWindows = now - used < s_quiet ? quietWindows + 1 : 0;
            used = now;
            if (time.GetElapsedTime(start) > s_restBound)
                throw new TimeoutException($"The case was still busy {s_restBound.TotalSeconds} s after its warm-up.");
        }
    }
}
