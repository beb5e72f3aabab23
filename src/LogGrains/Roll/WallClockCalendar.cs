using NodaTime;
using NodaTime.TimeZones;

namespace LogActors;

/// <summary>Periods of whole days or weeks of the calendar, each of which begins at a time of day in the zone.</summary>
/// <remarks>
/// A time that the clocks skip is the first moment after the gap; of one that comes twice the first counts. A day that the zone skips as a whole, such as 30 December 2011 in
/// Samoa, begins no period. <see cref="RollWhen.W0"/> begins with Monday, at the time of day; Python without one rolls when Monday is over.
/// </remarks>
internal sealed class WallClockCalendar(DateTimeZone zone, RollWhen when, int interval, TimeOnly? atTime) : IRollCalendar
{
    private static readonly ZoneLocalMappingResolver _resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private readonly LocalTime _atTime = LocalTime.FromTicksSinceMidnight((atTime ?? TimeOnly.MinValue).Ticks);
    private readonly int _unitDays = when.IsWeekly() ? 7 : 1;
    private readonly int _days = (when.IsWeekly() ? 7 : 1) * interval;

    public RollPeriod Begin(Instant now) => From(DayOf(now));

    public RollPeriod Resume(Instant start) => new(start, EndAfter(DayOf(start)));

    public RollPeriod Advance(RollPeriod present, Instant now)
    {
        if (!present.IsOver(now))
        {
            return present;
        }

        // Counted from the present period's day, so that idle ones do not shift the days of those after them.
        LocalDate day = DayOf(present.Start);
        day = day.PlusDays(Period.DaysBetween(day, DayOf(now)) / _days * _days);
        while (StartOf(day) is null)
        {
            day = day.PlusDays(-_days);
        }

        return From(day);
    }

    public PeriodName NameOf(RollPeriod period, Instant closedAt) => PeriodName.Of(period.Start, zone, PeriodPrecision.Day);

    private RollPeriod From(LocalDate day) => new(StartOf(day)!.Value, EndAfter(day));

    private Instant EndAfter(LocalDate day)
    {
        while (true)
        {
            day = day.PlusDays(_days);
            if (StartOf(day) is { } end)
            {
                return end;
            }
        }
    }

    // The last day that began a unit at or before the instant. The clocks may go back over midnight, so the next day may have begun already.
    private LocalDate DayOf(Instant instant)
    {
        LocalDate day = instant.InZone(zone).Date.PlusDays(1);
        if (when.IsWeekly())
        {
            day = day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday + (when - RollWhen.W0)));
        }

        while (StartOf(day) is not { } start || start > instant)
        {
            day = day.PlusDays(-_unitDays);
        }

        return day;
    }

    // None for a day that is skipped from the time of day on: the first moment after the gap is on the next one.
    private Instant? StartOf(LocalDate day)
    {
        ZonedDateTime start = zone.ResolveLocal(day + _atTime, _resolver);
        return start.Date == day ? start.ToInstant() : null;
    }
}
