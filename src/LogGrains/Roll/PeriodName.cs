using NodaTime;

namespace LogActors;

/// <summary>What a period is called: the wall clock at its start and, where that shows the same twice since the clocks are put back, the offset in use.</summary>
/// <remarks>Names of one zone are ordered as their starts are, also where their texts are not: <c>T02+0200</c> comes before <c>T02+0100</c>.</remarks>
internal readonly record struct PeriodName(LocalDateTime Start, PeriodPrecision Precision, Offset? Offset = null) : IComparable<PeriodName>
{
    public static PeriodName Of(Instant start, DateTimeZone zone, PeriodPrecision precision)
    {
        ZonedDateTime zoned = start.InZone(zone);
        LocalDateTime local = Floor(zoned.LocalDateTime, precision);
        return new PeriodName(local, precision, ComesTwice(local, precision, zone) ? zoned.Offset : null);
    }

    public static LocalDateTime Floor(LocalDateTime local, PeriodPrecision precision) => precision switch
    {
        PeriodPrecision.Day => local.Date.AtMidnight(),
        PeriodPrecision.Hour => local.With(TimeAdjusters.TruncateToHour),
        PeriodPrecision.Minute => local.With(TimeAdjusters.TruncateToMinute),
        _ => local.With(TimeAdjusters.TruncateToSecond),
    };

    public int CompareTo(PeriodName other)
    {
        int byStart = Offset is { } mine && other.Offset is { } others
            ? Start.WithOffset(mine).ToInstant().CompareTo(other.Start.WithOffset(others).ToInstant())
            : Start.CompareTo(other.Start);
        return byStart != 0 ? byStart
            : Precision != other.Precision ? Precision.CompareTo(other.Precision)
            : Nullable.Compare(Offset, other.Offset);
    }

    // Looks at both ends, since where the clocks are put back by half an hour only a part of the hour comes twice.
    private static bool ComesTwice(LocalDateTime local, PeriodPrecision precision, DateTimeZone zone)
    {
        if (precision == PeriodPrecision.Day)
        {
            return false;
        }

        LocalDateTime last = precision switch
        {
            PeriodPrecision.Hour => local.PlusHours(1),
            PeriodPrecision.Minute => local.PlusMinutes(1),
            _ => local.PlusSeconds(1),
        };
        return zone.MapLocal(local).Count > 1 || zone.MapLocal(last.PlusNanoseconds(-1)).Count > 1;
    }
}
