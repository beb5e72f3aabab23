using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace LogActors.Tests;

/// <summary>The periods of a log file with the calendar <see cref="RollCalendar.Safe"/>, found by going on from one to the next, and what they are called.</summary>
internal sealed class ReferencePeriods(RandomRoll roll)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[roll.Zone];
    private readonly Duration _length = Duration.FromSeconds(roll.When.Seconds() * roll.Interval);

    public Instant Start { get; private set; }

    public Instant End { get; private set; }

    /// <summary>Takes the period of a moment.</summary>
    public void Begin(Instant now)
    {
        Start = FirstStart(now);
        End = EndOf(Start);
    }

    /// <summary>Goes on to the period of a moment, unless that is a former one.</summary>
    public void GoOn(Instant now)
    {
        if (roll.When == RollWhen.Never)
        {
            Start = Instant.Max(Start, now);
            return;
        }

        while (now >= End)
        {
            Start = roll.When.IsByWallClock() ? End : End + (now - End).BclCompatibleTicks / _length.BclCompatibleTicks * _length;
            End = EndOf(Start);
        }
    }

    /// <summary>What the period of a moment is called, in a log file that begins then.</summary>
    public string NameAt(Instant moment, RollNaming naming) => NameOf(FirstStart(moment), naming);

    public string NameOf(Instant start, RollNaming naming)
    {
        LocalDateTime local = start.InZone(_zone).LocalDateTime;
        string format = (naming, roll.When) switch
        {
            (RollNaming.Dated, RollWhen.H) => "uuuuMMdd'T'HH",
            (RollNaming.Dated, RollWhen.M) => "uuuuMMdd'T'HHmm",
            (RollNaming.Dated, RollWhen.S) => "uuuuMMdd'T'HHmmss",
            (RollNaming.Dated, _) => "uuuuMMdd",
            (_, RollWhen.H) => "uuuu'-'MM'-'dd'_'HH",
            (_, RollWhen.M) => "uuuu'-'MM'-'dd'_'HH'-'mm",
            (_, RollWhen.S) => "uuuu'-'MM'-'dd'_'HH'-'mm'-'ss",
            _ => "uuuu'-'MM'-'dd",
        };
        return local.ToString(format, CultureInfo.InvariantCulture) + (ComesTwice(start) ? OffsetAt(start) : "");
    }

    private string OffsetAt(Instant instant) => _zone.GetUtcOffset(instant).ToString("+HHmm", CultureInfo.InvariantCulture);

    // Whether the wall clock shows the same unit before the last change of the clocks or after the next one too.
    private bool ComesTwice(Instant start)
    {
        if (roll.When is not (RollWhen.S or RollWhen.M or RollWhen.H))
        {
            return false;
        }

        ZoneInterval here = _zone.GetZoneInterval(start);
        LocalDateTime unit = UnitOf(start, here);
        ZoneInterval?[] others = [here.HasStart ? _zone.GetZoneInterval(here.Start - Duration.Epsilon) : null, here.HasEnd ? _zone.GetZoneInterval(here.End) : null];
        return others.OfType<ZoneInterval>().Any(other =>
        {
            Instant from = unit.WithOffset(other.WallOffset).ToInstant();
            return (!other.HasEnd || from < other.End) && (!other.HasStart || from + Duration.FromSeconds(roll.When.Seconds()) > other.Start);
        });
    }

    private Instant FirstStart(Instant now)
    {
        if (roll.When is RollWhen.Never or RollWhen.D)
        {
            return now;
        }

        if (!roll.When.IsByWallClock())
        {
            ZoneInterval here = _zone.GetZoneInterval(now);
            Instant unit = UnitOf(now, here).WithOffset(here.WallOffset).ToInstant();
            return here.HasStart ? Instant.Max(unit, here.Start) : unit;
        }

        // From well before, one unit after the other.
        LocalDate day = now.InZone(_zone).Date.PlusDays(roll.When.IsWeekly() ? -20 : -3);
        while (roll.When.IsWeekly() && (int)day.DayOfWeek - 1 != roll.When - RollWhen.W0)
        {
            day = day.PlusDays(1);
        }

        Instant start = StartOf(day) ?? StartOf(day.PlusDays(-1))!.Value;
        for (; ; day = day.PlusDays(roll.When.IsWeekly() ? 7 : 1))
        {
            if (StartOf(day) is { } next)
            {
                if (next > now)
                {
                    return start;
                }

                start = next;
            }
        }
    }

    private LocalDateTime UnitOf(Instant instant, ZoneInterval interval)
    {
        long unit = roll.When.Seconds();
        LocalDateTime local = instant.WithOffset(interval.WallOffset).LocalDateTime;
        return local.Date.AtMidnight().PlusSeconds(local.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond / unit * unit);
    }

    private Instant EndOf(Instant start)
    {
        if (roll.When == RollWhen.Never)
        {
            return Instant.MaxValue;
        }

        if (!roll.When.IsByWallClock())
        {
            return start + _length;
        }

        int days = (roll.When.IsWeekly() ? 7 : 1) * roll.Interval;
        LocalDate day = start.InZone(_zone).Date.PlusDays(days);
        while (StartOf(day) is null)
        {
            day = day.PlusDays(days);
        }

        return StartOf(day)!.Value;
    }

    // When a day's time of day comes for the first time; none if it and all after it on that day is skipped.
    private Instant? StartOf(LocalDate day)
    {
        ZoneLocalMapping mapping = _zone.MapLocal(day + LocalTime.FromTicksSinceMidnight((roll.AtTime ?? TimeOnly.MinValue).Ticks));
        Instant start = mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
        return start.InZone(_zone).Date == day ? start : null;
    }
}
