using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Counts dropped records by reason and level: in total, and since the last report.</summary>
/// <remarks>Not thread-safe: its buffer's lock guards it.</remarks>
internal sealed class DropCounter
{
    private const int Levels = 6;
    private static readonly string[] Reasons = ["buffer full", "shutdown time-out", "provider closed", "refused by the silo", "logged while logging", "could not be encoded"];

    private readonly long[] _total = new long[Reasons.Length * Levels];
    private readonly long[] _reported = new long[Reasons.Length * Levels];
    private long _firstTicks;
    private long _lastTicks;

    /// <summary>Dropped records that no report has told of yet.</summary>
    public long Pending { get; private set; }

    public long Total { get; private set; }

    public void Add(DropReason reason, int level, long count, long utcTicks)
    {
        if (count == 0)
        {
            return;
        }

        _total[((int)reason * Levels) + level] += count;
        Total += count;
        _firstTicks = Pending == 0 ? utcTicks : _firstTicks;
        _lastTicks = utcTicks;
        Pending += count;
    }

    public long Count(DropReason reason, LogLevel level) => _total[((int)reason * Levels) + (int)level];

    /// <summary>What the next report says; the drops in it count as reported from then on.</summary>
    public DropReport TakeReport()
    {
        List<string> parts = [];
        for (int i = 0; i < _total.Length; i++)
        {
            long count = _total[i] - _reported[i];
            _reported[i] = _total[i];
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{Reasons[i / Levels]}: {count} {(LogLevel)(i % Levels)}"));
            }
        }

        DropReport report = new(Pending, new DateTime(_firstTicks, DateTimeKind.Utc), new DateTime(_lastTicks, DateTimeKind.Utc), string.Join(", ", parts));
        Pending = 0;
        return report;
    }
}
