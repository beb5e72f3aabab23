using NodaTime;
using NodaTime.TimeZones;

namespace LogActors.Tests;

/// <summary>A calendar with random settings, and a moment that is often close to a change of its zone's clocks.</summary>
internal sealed record RandomRoll(string Zone, RollWhen When, int Interval, TimeOnly? AtTime, Instant Now)
{
    /// <summary>Where histories begin, and where they end: in years whose rules are settled.</summary>
    public static Instant First { get; } = Instant.FromUtc(2005, 1, 10, 0, 0);

    public static Instant Last { get; } = Instant.FromUtc(2025, 11, 15, 0, 0);

    public IRollCalendar Calendar { get; } = RollCalendars.Create(new RollOptions { When = When, Interval = Interval, AtTime = AtTime, TimeZone = Zone });

    public static RandomRoll Make(Random random, IReadOnlyList<string> zones, Func<RollWhen, bool>? wanted = null)
    {
        RollWhen[] units = [.. Enum.GetValues<RollWhen>().Where(when => when != RollWhen.Never && (wanted?.Invoke(when) ?? true))];
        RollWhen when = units[random.Next(units.Length)];
        string zone = zones[random.Next(zones.Count)];
        int interval = random.Next(3) == 0 ? random.Next(2, 8) : 1;
        return new RandomRoll(zone, when, interval, when.IsByWallClock() ? RandomTime(random) : null, RandomInstant(random, zone, when.Seconds() * interval));
    }

    private static TimeOnly? RandomTime(Random random) => random.Next(4) switch
    {
        0 => null,
        1 => TimeOnly.MinValue.AddMinutes(15 * random.Next(16)),
        2 => new TimeOnly(23, random.Next(60)),
        _ => TimeOnly.MinValue.AddMinutes(random.Next(1_440)),
    };

    private static Instant RandomInstant(Random random, string zone, long length)
    {
        ZoneInterval[] changes = [.. DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(First, Last).Where(interval => interval.HasStart && interval.Start > First)];
        if (changes.Length == 0 || random.Next(5) == 0)
        {
            return First + Duration.FromTicks(random.NextInt64((Last - First).BclCompatibleTicks));
        }

        Instant change = changes[random.Next(changes.Length)].Start;
        return change + Duration.FromTicks((random.Next(2) == 0 ? random.NextInt64(-5_400, 5_400) : -random.NextInt64(3 * Math.Max(length, 3_600))) * NodaConstants.TicksPerSecond);
    }
}
