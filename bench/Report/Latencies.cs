using System.Diagnostics;

namespace LogActors.Bench;

/// <summary>Reads durations in ticks of <see cref="Stopwatch"/>.</summary>
internal static class Latencies
{
    /// <summary>How long the given share of them took at most, in milliseconds; 0 if there are none.</summary>
    /// <param name="sorted">The shortest first.</param>
    /// <param name="share">From 0 to 1; 1 is the longest.</param>
    public static double Percentile(long[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))]).TotalMilliseconds;
}
