using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>Logs orders at a rate, as many as are due each millisecond, and notes when each was logged.</summary>
internal sealed class PacedCaller(OrderCall call, ILogger logger, int rate, int records)
{
    /// <summary>How often it looks at the clock.</summary>
    public const int TicksPerSecond = 1000;

    private readonly long[] _loggedAt = new long[records];

    /// <summary>When an order was logged, by <see cref="Stopwatch"/>. Of one that another process has written.</summary>
    public long LoggedAt(int order) => Volatile.Read(ref _loggedAt[order]);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1) / TicksPerSecond, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        int next = 0;
        while (next < records && await timer.WaitForNextTickAsync(cancellationToken))
        {
            int due = (int)Math.Min(records, Stopwatch.GetElapsedTime(start).TotalSeconds * rate);
            for (; next < due; next++)
            {
                Volatile.Write(ref _loggedAt[next], Stopwatch.GetTimestamp());
                call(logger, next, "customer-0689", next % 100_000 / 100.0, next & 255);
            }
        }
    }
}
