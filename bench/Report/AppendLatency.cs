using System.Globalization;

namespace LogActors.Bench;

/// <summary>How long appends took until their receipts, in milliseconds.</summary>
internal sealed record AppendLatency(int Count, double P50, double P99, double Max)
{
    /// <summary>From durations in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public static AppendLatency Of(IEnumerable<long> ticks)
    {
        long[] sorted = [.. ticks.Order()];
        return new AppendLatency(sorted.Length, Latencies.Percentile(sorted, 0.5), Latencies.Percentile(sorted, 0.99), Latencies.Percentile(sorted, 1));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:0.00}, p99 {P99:0.00}, max {Max:0.00} ms of {Count:N0}");
}
