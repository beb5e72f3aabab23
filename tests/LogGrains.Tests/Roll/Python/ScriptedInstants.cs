using NodaTime;
using NodaTime.TimeZones;

namespace LogActors.Tests;

/// <summary>The clock of a random history: around deadlines, around changes of the clocks, onwards within a period, after long idle times, and now and then backwards.</summary>
internal sealed class ScriptedInstants
{
    private readonly Random _random;
    private readonly long _length;
    private readonly ZoneInterval[] _changes;

    public ScriptedInstants(HandlerSettings settings, Random random)
    {
        _random = random;
        _length = settings.When.Seconds() * settings.Interval;
        _changes = [.. DateTimeZoneProviders.Tzdb[settings.Zone].GetZoneIntervals(RandomRoll.First, RandomRoll.Last).Where(interval => interval.HasStart && interval.Start > RandomRoll.First)];
        Now = RandomRoll.First + Duration.FromSeconds(random.NextInt64((long)(RandomRoll.Last - RandomRoll.First).TotalSeconds));
        if (_changes.Length > 0 && random.Next(4) != 0)
        {
            // The date line is worth a fourth of its zone's histories.
            Instant change = settings.Zone == "Pacific/Apia" && random.Next(4) == 0 ? Instant.FromUtc(2011, 12, 30, 10, 0) : _changes[random.Next(_changes.Length)].Start;
            Now = change - Duration.FromSeconds(random.NextInt64(3 * Math.Max(_length, 3_600)));
        }
    }

    public Instant Now { get; private set; }

    /// <returns><see langword="false"/> at the end of the years that histories are about.</returns>
    public bool Move(RollPeriod period)
    {
        Instant next = _random.Next(10) switch
        {
            < 4 => period.End + Duration.FromSeconds(_random.Next(-1, 2)),
            4 => Now + Duration.FromSeconds(_random.NextInt64(_length * 4)),
            5 => Now + Duration.FromMilliseconds(_random.Next(4) * 250),
            6 => Now - Duration.FromSeconds(_random.Next(5)),
            7 when _changes.FirstOrDefault(change => change.Start > Now) is { } change => change.Start + Duration.FromSeconds(_random.Next(-1, 2) * (_random.Next(2) == 0 ? 1 : 1_800)),
            8 => Now + Duration.FromSeconds(_random.NextInt64(7_200)),
            _ => Now + Duration.FromSeconds(_random.NextInt64(_length)),
        };
        // A deadline that CPython has frozen lies in the past; go on from now.
        Now = next < Now - Duration.FromSeconds(10) ? Now + Duration.FromSeconds(_random.NextInt64(_length)) : next;
        return Now > RandomRoll.First && Now < RandomRoll.Last;
    }
}
