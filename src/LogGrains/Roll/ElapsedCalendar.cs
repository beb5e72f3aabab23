using NodaTime;
using NodaTime.TimeZones;

namespace LogActors;

/// <summary>Periods of a fixed length, for seconds, minutes, hours and days of 24 hours: what the clocks of the zone do changes their names only.</summary>
internal sealed class ElapsedCalendar(DateTimeZone zone, RollWhen when, int interval) : IRollCalendar
{
    private readonly Duration _length = Duration.FromSeconds(when.Seconds() * interval);

    /// <remarks>It starts with the present second, minute or hour of the zone's wall clock; a day of 24 hours starts at <paramref name="now"/> itself.</remarks>
    public RollPeriod Begin(Instant now) => Resume(when == RollWhen.D ? now : Floor(now));

    public RollPeriod Resume(Instant start) => new(start, start + _length);

    public RollPeriod Advance(RollPeriod present, Instant now)
    {
        if (!present.IsOver(now))
        {
            return present;
        }

        long whole = (now - present.Start).BclCompatibleTicks / _length.BclCompatibleTicks;
        return Resume(present.Start + Duration.FromTicks(_length.BclCompatibleTicks * whole));
    }

    public PeriodName NameOf(RollPeriod period, Instant closedAt) => PeriodName.Of(period.Start, zone, when.Precision());

    // Not before the last change of the clocks: where they are put forward by half an hour, the hour has begun with the change.
    private Instant Floor(Instant now)
    {
        ZoneInterval here = zone.GetZoneInterval(now);
        LocalDateTime local = PeriodName.Floor(now.WithOffset(here.WallOffset).LocalDateTime, when.Precision());
        Instant start = local.WithOffset(here.WallOffset).ToInstant();
        return here.HasStart && start < here.Start ? here.Start : start;
    }
}
