using System.Globalization;

namespace LogActors;

/// <summary>Reads the levels that a log file asks of applications.</summary>
internal static class LevelConfiguration
{
    // With its offset: without one it would mean the zone of the silo's machine.
    private static readonly string[] Moments =
    [
        "yyyy'-'MM'-'dd'T'HH':'mmK",
        "yyyy'-'MM'-'dd'T'HH':'mm':'ssK",
        "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'FFFFFFFK",
    ];

    /// <exception cref="FormatException">A key or a value is wrong; the message names key, value and rule.</exception>
    public static void Read(IConfigurationSection section, LogFileOptions file)
    {
        IConfigurationSection levels = section.GetSection("LogLevel");
        StoreConfiguration.RefuseValue(levels, $"category prefixes, such as {levels.Path}:{LogFileOptions.AllCategories}, each with a level");
        foreach (IConfigurationSection category in levels.GetChildren())
        {
            if (category.GetChildren().Any())
            {
                throw new FormatException($"{category.Path} has keys below it; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }

            if (category.Value is null)                         // as null in JSON, which takes back nothing of another file
            {
                throw new FormatException($"{category.Path} has no value; it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");
            }

            file.Levels[category.Key] = StoreConfiguration.ReadName(levels, category.Key, LogLevel.None);
        }

        file.LevelsUntil = StoreConfiguration.Read(section, "LogLevelUntil", "a moment with its offset from UTC, such as 2026-01-02T15:04:05Z or 2026-01-02T16:04+01:00", Moment);
    }

    private static DateTimeOffset? Moment(string text) =>
        HasOffset(text) && DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : null;

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.AsSpan(Math.Max(0, text.Length - 6)).IndexOfAny('+', '-') == 0;
}
