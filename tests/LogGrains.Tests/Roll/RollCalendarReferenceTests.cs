using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>Compares the calendars with a second way to find the same: watching a clock on the wall, minute by minute, in the machine's own zone rules.</summary>
public sealed class RollCalendarReferenceTests
{
    private const int Seed = 20261124;

    // Those of which the machine has the same rules as we; it may have older ones of the others.
    private static readonly string[] _zones = [.. HandlerSettings.Zones.Where(Agrees)];

    [Fact]
    public void Days_AreThoseThatAWatchedClockShows()
    {
        for (int i = 0; i < 300; i++)
        {
            Random random = new(Seed + i);
            RandomRoll roll = RandomRoll.Make(random, _zones, when => when.IsByWallClock());
            WatchedClock clock = new(roll);
            Instant until = roll.Now + Duration.FromDays(roll.When.IsWeekly() ? 30 : 6);

            // The clock is watched for some days before: what it shows first is not known to be a beginning.
            List<Instant> watched = [.. clock.UnitsBegun(roll.Now - Duration.FromDays(roll.When.IsWeekly() ? 16 : 3), until)];
            RollPeriod period = roll.Calendar.Begin(roll.Now);
            int first = watched.IndexOf(period.Start);
            Assert.True(first >= 0, $"Seed {Seed + i}, {roll}: {period} begins where no unit does");
            Assert.DoesNotContain(watched, start => start > period.Start && start <= roll.Now);

            for (int unit = first; unit + roll.Interval < watched.Count; unit += roll.Interval)
            {
                Assert.True(watched[unit + roll.Interval] == period.End, $"Seed {Seed + i}, {roll}: {period} ought to end at {watched[unit + roll.Interval]}");
                period = roll.Calendar.Advance(period, period.End);
            }
        }
    }

    [Fact]
    public void FirstPeriodsAndNames_AreThoseThatAWatchedClockShows()
    {
        for (int i = 0; i < 2_000; i++)
        {
            Random random = new(Seed + i);
            RandomRoll roll = RandomRoll.Make(random, _zones, when => when is RollWhen.S or RollWhen.M or RollWhen.H);
            WatchedClock clock = new(roll);

            RollPeriod period = roll.Calendar.Begin(roll.Now);

            Assert.True(clock.BackToUnit(roll.Now) == period.Start, $"Seed {Seed + i}, {roll}: {period} ought to start at {clock.BackToUnit(roll.Now)}");
            string name = PeriodText.Format(RollNaming.Dated, roll.Calendar.NameOf(period, period.End));
            Assert.True(clock.Name(period.Start) == name, $"Seed {Seed + i}, {roll}: {period} is called {name} and ought to be called {clock.Name(period.Start)}");
        }
    }

    [Fact]
    public void Zones_OfTheMachine_AreMostlyOurs() => Assert.InRange(_zones.Length, 8, HandlerSettings.Zones.Count);

    [Fact]
    public void Create_ForNever_IsACalendarWithoutEnd()
    {
        IRollCalendar calendar = RollCalendars.Create(new RollOptions { When = RollWhen.Never });

        Assert.Equal(Instant.MaxValue, calendar.Begin(Instant.FromUtc(2026, 1, 2, 3, 4)).End);
    }

    [Fact]
    public void Create_ForPython_IsItsCalendarInTheZone()
    {
        IRollCalendar calendar = RollCalendars.Create(new RollOptions { Calendar = RollCalendar.PythonCompatible, Naming = RollNaming.TimedRotating, TimeZone = "Australia/Lord_Howe" });

        Assert.Equal(1759667400, Assert.IsType<PythonCalendar>(calendar).Begin(Instant.FromUnixTimeSeconds(1759586400)).End.ToUnixTimeSeconds());
    }

    private static bool Agrees(string zone)
    {
        TimeZoneInfo machines = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(RandomRoll.First - Duration.FromDays(60), RandomRoll.Last + Duration.FromDays(60))
            .All(interval => new[] { interval.HasStart ? interval.Start : RandomRoll.First, interval.HasEnd ? interval.End - Duration.FromSeconds(1) : RandomRoll.Last }
                .All(instant => machines.GetUtcOffset(instant.ToDateTimeUtc()) == interval.WallOffset.ToTimeSpan()));
    }

    private sealed class WatchedClock(RandomRoll roll)
    {
        private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(roll.Zone);

        /// <summary>When the clock showed the time of day for the first time on a day, or something later on that day.</summary>
        public IEnumerable<Instant> UnitsBegun(Instant from, Instant until)
        {
            TimeSpan atTime = (roll.AtTime ?? TimeOnly.MinValue).ToTimeSpan();
            DateTime latest = DateTime.MaxValue;
            for (Instant minute = Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds() / 60 * 60); minute <= until; minute += Duration.FromMinutes(1))
            {
                DateTime shown = Shown(minute);
                if (latest < shown && latest < shown.Date + atTime && shown >= shown.Date + atTime && IsDay(shown))
                {
                    yield return minute;
                }

                latest = latest == DateTime.MaxValue || shown > latest ? shown : latest;
            }
        }

        /// <summary>The last second at which the clock went over to the present unit, or was put forward or back.</summary>
        public Instant BackToUnit(Instant now)
        {
            Instant second = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
            while (Unit(second) == Unit(second - Duration.FromSeconds(1)) && Offset(second) == Offset(second - Duration.FromSeconds(1)))
            {
                second -= Duration.FromSeconds(1);
            }

            return second;
        }

        public string Name(Instant start)
        {
            string format = roll.When switch { RollWhen.H => "yyyyMMdd'T'HH", RollWhen.M => "yyyyMMdd'T'HHmm", _ => "yyyyMMdd'T'HHmmss" };
            string text = Shown(start).ToString(format, CultureInfo.InvariantCulture);
            TimeSpan offset = Offset(start);

            // Twice if, within some hours, the same text is shown with another offset.
            for (int minutes = -300; minutes <= 300; minutes++)
            {
                Instant other = start + Duration.FromMinutes(minutes);
                if (Offset(other) != offset && Shown(other).ToString(format, CultureInfo.InvariantCulture) == text)
                {
                    return $"{text}{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}";
                }
            }

            return text;
        }

        private bool IsDay(DateTime shown) => !roll.When.IsWeekly() || shown.DayOfWeek == (DayOfWeek)((roll.When - RollWhen.W0 + 1) % 7);

        private (DateTime, int) Unit(Instant instant) =>
            (Shown(instant).Date, (int)(Shown(instant).TimeOfDay.TotalSeconds / roll.When.Seconds()));

        private DateTime Shown(Instant instant) => TimeZoneInfo.ConvertTimeFromUtc(instant.ToDateTimeUtc(), _zone);

        private TimeSpan Offset(Instant instant) => _zone.GetUtcOffset(instant.ToDateTimeUtc());
    }
}
