using System.Globalization;

namespace LogActors;

/// <summary>Reads the configuration section <c>LogActors</c>, and refuses what it does not know.</summary>
/// <remarks>Not the binder: that ignores unknown keys, and does not name the values that are allowed.</remarks>
internal static class StoreConfiguration
{
    private static readonly string[] Known = ["Directory", "Files", "Local", "MaxOpenFiles", "AllowNetworkFileSystem", "MaxTotalBytes"];
    private static readonly string[] KnownOfFile = ["Format", "Template", "Resource", "Ack", "DurableFrom", "LogLevel", "LogLevelUntil", "Roll", "Retain"];

    /// <summary>What <see cref="Long"/> is a number of.</summary>
    internal const string BytesRule = "a whole number of bytes, 0 for no limit";

    /// <exception cref="FormatException">A key or a value is wrong; the message names key, value and rule.</exception>
    public static LogStoreOptions Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection("LogActors");
        RefuseUnknown(section, Known);
        LogStoreOptions options = new();
        if (section["Directory"] is { } directory)
        {
            options.Directory = directory.Length > 0 ? directory : throw new FormatException("LogActors:Directory is empty; it must name a folder.");
        }

        if (section["MaxOpenFiles"] is { } maxOpenFiles)
        {
            options.MaxOpenFiles = int.TryParse(maxOpenFiles, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
                ? number
                : throw new FormatException($"LogActors:MaxOpenFiles is '{maxOpenFiles}'; it must be a whole number above 0.");
        }

        if (section["AllowNetworkFileSystem"] is { } allow)
        {
            options.AllowNetworkFileSystem = bool.TryParse(allow, out bool value)
                ? value
                : throw new FormatException($"LogActors:AllowNetworkFileSystem is '{allow}'; it must be true or false.");
        }

        options.MaxTotalBytes = Read(section, "MaxTotalBytes", BytesRule, Long) ?? options.MaxTotalBytes;
        IConfigurationSection files = section.GetSection("Files");
        RefuseValue(files, "log files, such as LogActors:Files:orders, each with settings of its own");
        foreach (IConfigurationSection file in files.GetChildren())
        {
            options.Files[file.Key] = ReadFile(file);
        }

        return options;
    }

    /// <summary>Refuses a section with a key that is none of <paramref name="known"/>.</summary>
    /// <exception cref="FormatException">There is one; the message names it.</exception>
    internal static void RefuseUnknown(IConfigurationSection section, string[] known)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"{child.Path} is no setting of a silo; there are {string.Join(", ", known)}.");
            }
        }
    }

    private static LogFileOptions ReadFile(IConfigurationSection section)
    {
        RefuseValue(section, $"settings of its own: {string.Join(", ", KnownOfFile)}");
        RefuseUnknown(section, KnownOfFile);
        LogFileOptions file = new();
        file.Format = ReadName(section, "Format", file.Format);
        file.Template = section["Template"] ?? file.Template;
        file.Resource = ResourceConfiguration.Read(section.GetSection("Resource")) ?? file.Resource;
        file.Ack = ReadName(section, "Ack", file.Ack);
        file.DurableFrom = ReadName(section, "DurableFrom", file.DurableFrom);
        LevelConfiguration.Read(section, file);
        RollConfiguration.Read(section.GetSection("Roll"), file.Roll);
        RetainConfiguration.Read(section.GetSection("Retain"), file.Retain);
        return file;
    }

    /// <summary>Reads the name of an enumeration's member, or takes what is there if nothing is set.</summary>
    /// <remarks>By name only: Enum.TryParse would also take '1', and 'Text,Json' as a sum.</remarks>
    /// <exception cref="FormatException">There is no such member; the message lists them.</exception>
    internal static T ReadName<T>(IConfigurationSection section, string key, T otherwise)
        where T : struct, Enum
    {
        if (section[key] is not { } value)
        {
            return otherwise;
        }

        return Enum.GetNames<T>().FirstOrDefault(name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : throw new FormatException($"{section.Path}:{key} is '{value}'; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>Reads a value by <paramref name="parse"/>; <see langword="null"/> if nothing is set.</summary>
    /// <exception cref="FormatException">It is no such value; the message says what it must be.</exception>
    internal static T? Read<T>(IConfigurationSection section, string key, string rule, Func<string, T?> parse)
        where T : struct =>
        section[key] is not { } text ? null : parse(text) ?? throw new FormatException($"{section.Path}:{key} is '{text}'; it must be {rule}.");

    internal static int? Int(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    internal static long? Long(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>Days, if any, and a time of day. A number alone would be read as days, and meant as seconds.</summary>
    internal static TimeSpan? Duration(string text) =>
        text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan value) ? value : null;

    /// <summary>Refuses a value where a section belongs, which would be read as an empty section.</summary>
    /// <exception cref="FormatException">There is one; the message says what belongs there.</exception>
    internal static void RefuseValue(IConfigurationSection section, string rule)
    {
        if (section.Value is { Length: > 0 } value)
        {
            throw new FormatException($"{section.Path} is '{value}'; it must have {rule}.");
        }
    }
}
