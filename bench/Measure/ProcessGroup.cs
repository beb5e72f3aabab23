using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>Processes that work for a case: what they have used together.</summary>
internal sealed class ProcessGroup(IReadOnlyList<int> otherIds) : IDisposable
{
    private readonly Process[] _others = [.. otherIds.Select(Process.GetProcessById)];
    private bool _withSelf;

    public int Count => (_withSelf ? 1 : 0) + _others.Length;

    /// <summary>This process and others.</summary>
    public static ProcessGroup WithSelf(IReadOnlyList<int> otherIds) => new(otherIds) { _withSelf = true };

    /// <summary>CPU time since the start of each process, user and kernel. Microseconds for this process; the others' comes in the system's ticks, 10 ms on Linux.</summary>
    public TimeSpan CpuTime()
    {
        TimeSpan sum = _withSelf ? Environment.CpuUsage.TotalTime : TimeSpan.Zero;
        foreach (Process other in _others)
        {
            other.Refresh();
            sum += other.TotalProcessorTime;
        }

        return sum;
    }

    /// <summary>The sum of each process's own peak of resident memory since its start.</summary>
    public long PeakMemoryBytes()
    {
        using var self = Process.GetCurrentProcess();
        return (_withSelf ? PeakMemoryBytes(self) : 0) + _others.Sum(PeakMemoryBytes);
    }

    public void Dispose()
    {
        foreach (Process other in _others) other.Dispose();
    }

    private static long PeakMemoryBytes(Process process)
    {
        process.Refresh();
        if (!OperatingSystem.IsLinux()) return process.PeakWorkingSet64;

        const string Label = "VmHWM:";
        string line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(Label, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(Label.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
    }
}
