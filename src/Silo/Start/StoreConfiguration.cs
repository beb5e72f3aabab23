using System.Globalization;

namespace LogActors;

/// <summary>Reads the configuration section <c>LogActors</c>, and refuses what it does not know.</summary>
/// <remarks>Not the binder: that ignores unknown keys, and does not name the values that are allowed.</remarks>
internal static class StoreConfiguration
{
    private static readonly string[] Known = ["Directory", "Files", "Local", "MaxOpenFiles", "AllowNetworkFileSystem"];
    private static readonly string[] KnownOfFile = ["Format", "Template", "Ack", "DurableFrom", "Roll"];

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
        file.Ack = ReadName(section, "Ack", file.Ack);
        file.DurableFrom = ReadName(section, "DurableFrom", file.DurableFrom);
        RollConfiguration.Read(section.GetSection("Roll"), file.Roll);
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
