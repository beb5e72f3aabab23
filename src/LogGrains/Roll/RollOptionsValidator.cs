using System.Globalization;
using NodaTime;

namespace LogActors;

/// <summary>The rules of <see cref="RollOptions"/>.</summary>
internal static class RollOptionsValidator
{
    private const long MaxPeriodSeconds = 36_525 * RollUnits.SecondsPerDay;

    /// <param name="path">Where the options are set, for the message.</param>
    /// <param name="options">The options. Left as they are.</param>
    /// <exception cref="FormatException">A rule is broken; the message names the option, its value and the rule.</exception>
    public static void Check(string path, RollOptions options)
    {
        if (Broken(options) is { } rule)
        {
            throw new FormatException($"{path}:{rule}");
        }
    }

    private static string? Broken(RollOptions options) =>
        BrokenName(nameof(options.When), options.When)
        ?? BrokenName(nameof(options.Naming), options.Naming)
        ?? BrokenName(nameof(options.Calendar), options.Calendar)
        ?? BrokenPeriod(options)
        ?? BrokenZone(options)
        ?? (options.MaxBytes < 0 ? $"MaxBytes is {options.MaxBytes}; it must be 0, for no limit, or more." : null)
        ?? (options is { Calendar: RollCalendar.PythonCompatible, Naming: not RollNaming.TimedRotating }
            ? $"Calendar is PythonCompatible with Naming {options.Naming}; it needs TimedRotating, since CPython names a file when it is closed."
            : null);

    private static string? BrokenName<T>(string option, T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? null : $"{option} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.";

    private static string? BrokenPeriod(RollOptions options) => options switch
    {
        { Interval: < 1 } => $"Interval is {options.Interval}; it must be a whole number above 0.",
        _ when options.When.Seconds() * options.Interval > MaxPeriodSeconds => $"Interval is {options.Interval} with When {options.When}; a period must not be longer than 100 years.",
        { AtTime: { } time } when !options.When.IsByWallClock() => $"AtTime is {Text(time)} with When {options.When}; only Midnight and W0 to W6 have a time of day.",
        { AtTime: { } time } when time.Ticks % TimeSpan.TicksPerSecond != 0 => $"AtTime is {Text(time)}; it must be in whole seconds.",
        _ => null,
    };

    private static string? BrokenZone(RollOptions options) => options switch
    {
        { TimeZone: { } zone, Utc: true } => $"TimeZone is '{zone}' while Utc is true; set one of them.",
        { TimeZone: null, Utc: false } => "Utc is false without a TimeZone; name one, such as Europe/Berlin.",
        { TimeZone: { } zone } when DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null => $"TimeZone is '{zone}'; it must be an IANA name, such as Europe/Berlin.",
        _ => null,
    };

    private static string Text(TimeOnly time) => time.ToString("HH':'mm':'ss.FFFFFFF", CultureInfo.InvariantCulture);
}
