namespace LogActors;

/// <summary>Reads the configuration section <c>LogActors</c>, and refuses what it does not know.</summary>
/// <remarks>Not the binder: that ignores unknown keys, and does not name the values that are allowed.</remarks>
internal static class StoreConfiguration
{
    private static readonly string[] Known = ["Directory", "Files", "Local"];
    private static readonly string[] KnownOfFile = ["Format", "Template"];

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

        foreach (IConfigurationSection file in section.GetSection("Files").GetChildren())
        {
            options.Files[file.Key] = ReadFile(file);
        }

        return options;
    }

    private static LogFileOptions ReadFile(IConfigurationSection section)
    {
        RefuseUnknown(section, KnownOfFile);
        LogFileOptions file = new();
        if (section["Format"] is { } format)
        {
            file.Format = Enum.TryParse(format, ignoreCase: true, out LogFormat parsed) && Enum.IsDefined(parsed)
                ? parsed
                : throw new FormatException($"{section.Path}:Format is '{format}'; it must be one of {string.Join(", ", Enum.GetNames<LogFormat>())}.");
        }

        file.Template = section["Template"] ?? file.Template;
        return file;
    }

    private static void RefuseUnknown(IConfigurationSection section, string[] known)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw new FormatException($"{child.Path} is no setting of a silo; there are {string.Join(", ", known)}.");
            }
        }
    }
}
