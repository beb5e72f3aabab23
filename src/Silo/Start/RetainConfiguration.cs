namespace LogActors;

/// <summary>Reads the section <c>Retain</c> of a log file, and refuses what it does not know.</summary>
internal static class RetainConfiguration
{
    private static readonly string[] Known = ["BackupCount", "MaxAge", "MaxTotalBytes", "Compress", "CompressLevel", "CompressAfter"];

    /// <exception cref="FormatException">A key or a value is wrong; the message names key, value and rule.</exception>
    public static void Read(IConfigurationSection section, RetainOptions retain)
    {
        StoreConfiguration.RefuseValue(section, $"settings of its own: {string.Join(", ", Known)}");
        StoreConfiguration.RefuseUnknown(section, Known);
        retain.BackupCount = StoreConfiguration.Read(section, "BackupCount", "a whole number, 0 for no limit", StoreConfiguration.Int) ?? retain.BackupCount;
        retain.MaxAge = StoreConfiguration.Read(section, "MaxAge", "a duration, such as 30.00:00:00 for 30 days", StoreConfiguration.Duration) ?? retain.MaxAge;
        retain.MaxTotalBytes = StoreConfiguration.Read(section, "MaxTotalBytes", StoreConfiguration.BytesRule, StoreConfiguration.Long) ?? retain.MaxTotalBytes;
        retain.Compress = StoreConfiguration.ReadName(section, "Compress", retain.Compress);
        retain.CompressLevel = StoreConfiguration.Read(section, "CompressLevel", "a whole number from 1 to 9", StoreConfiguration.Int) ?? retain.CompressLevel;
        retain.CompressAfter = StoreConfiguration.Read(section, "CompressAfter", "a duration, such as 01:00:00 for an hour", StoreConfiguration.Duration) ?? retain.CompressAfter;
    }
}
