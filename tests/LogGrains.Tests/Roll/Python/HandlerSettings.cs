using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>What a TimedRotatingFileHandler is made with.</summary>
internal sealed record HandlerSettings(string Zone, RollWhen When, int Interval, TimeOnly? AtTime, bool Utc, int BackupCount)
{
    private static readonly string[] _zones =
    [
        "UTC", "America/New_York", "Europe/Berlin", "Europe/London", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Beirut", "Pacific/Apia",
        "Europe/Dublin", "America/St_Johns", "Antarctica/Troll",
    ];

    public static IReadOnlyList<string> Zones => _zones;

    public static HandlerSettings Random(Random random, IReadOnlyList<string> zones)
    {
        RollWhen when = (RollWhen)random.Next((int)RollWhen.S, (int)RollWhen.W6 + 1);
        return new HandlerSettings(
            zones[random.Next(zones.Count)],
            random.Next(3) == 0 ? RollWhen.Midnight : when,
            random.Next(3) == 0 ? random.Next(2, 8) : 1,
            RandomTime(random),
            random.Next(6) == 0,
            random.Next(4));
    }

    public PythonCalendar Calendar() => new(Utc ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[Zone], When, Interval, AtTime);

    /// <summary>The same for Python.</summary>
    public object ForPython() => new
    {
        when = When.ToString(),
        interval = Interval,
        atTime = AtTime?.ToString("HH':'mm':'ss", CultureInfo.InvariantCulture),
        utc = Utc,
        backupCount = BackupCount,
    };

    // Often where clocks change.
    private static TimeOnly? RandomTime(Random random) => random.Next(8) switch
    {
        < 4 => null,
        4 => TimeOnly.MinValue,
        5 => TimeOnly.MinValue.AddMinutes(30 * random.Next(8)),
        6 => new TimeOnly(23, random.Next(60), random.Next(60)),
        _ => TimeOnly.MinValue.Add(TimeSpan.FromSeconds(random.Next(86_400))),
    };
}
