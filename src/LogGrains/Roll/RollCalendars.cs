using NodaTime;

namespace LogActors;

/// <summary>Makes the calendar that options ask for.</summary>
internal static class RollCalendars
{
    /// <param name="options">Options that <see cref="RollOptionsValidator"/> has accepted.</param>
    public static IRollCalendar Create(RollOptions options)
    {
        DateTimeZone zone = options.TimeZone is { } id ? DateTimeZoneProviders.Tzdb[id] : DateTimeZone.Utc;
        return options switch
        {
            { When: RollWhen.Never } => new EndlessCalendar(zone),
            { Calendar: RollCalendar.PythonCompatible } => new PythonCalendar(zone, options.When, options.Interval, options.AtTime),
            _ when options.When.IsByWallClock() => new WallClockCalendar(zone, options.When, options.Interval, options.AtTime),
            _ => new ElapsedCalendar(zone, options.When, options.Interval),
        };
    }
}
