using System.Globalization;

namespace LogActors;

/// <summary>Reads the section <c>Roll</c> of a log file, and refuses what it does not know.</summary>
internal static class RollConfiguration
{
    private static readonly string[] Known = ["When", "Interval", "AtTime", "Utc", "TimeZone", "MaxBytes", "RollEmpty", "Naming", "Calendar"];

    /// <exception cref="FormatException">A key or a value is wrong; the message names key, value and rule.</exception>
    public static void Read(IConfigurationSection section, RollOptions roll)
    {
        StoreConfiguration.RefuseValue(section, $"settings of its own: {string.Join(", ", Known)}");
        StoreConfiguration.RefuseUnknown(section, Known);
        roll.When = StoreConfiguration.ReadName(section, "When", roll.When);
        roll.Interval = StoreConfiguration.Read(section, "Interval", "a whole number above 0", StoreConfiguration.Int) ?? roll.Interval;
        roll.AtTime = StoreConfiguration.Read<TimeOnly>(section, "AtTime", "a time of day, such as 02:30 or 02:30:15", text => TimeOnly.TryParseExact(text, ["HH':'mm", "HH':'mm':'ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value) ? value : null);
        roll.Utc = StoreConfiguration.Read(section, "Utc", "true or false", Truth);
        roll.TimeZone = section["TimeZone"];
        roll.MaxBytes = StoreConfiguration.Read(section, "MaxBytes", StoreConfiguration.BytesRule, StoreConfiguration.Long) ?? roll.MaxBytes;
        roll.RollEmpty = StoreConfiguration.Read(section, "RollEmpty", "true or false", Truth) ?? roll.RollEmpty;
        roll.Naming = StoreConfiguration.ReadName(section, "Naming", roll.Naming);
        roll.Calendar = StoreConfiguration.ReadName(section, "Calendar", roll.Calendar);
    }

    private static bool? Truth(string text) => bool.TryParse(text, out bool value) ? value : null;
}
