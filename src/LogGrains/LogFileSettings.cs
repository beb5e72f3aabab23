namespace LogActors;

/// <summary>The settings of all log files at this moment. Thread-safe; a change replaces them as a whole.</summary>
public sealed class LogFileSettings
{
    private readonly Lock _gate = new();
    private volatile Snapshot _current;

    /// <summary>Checks and takes the settings.</summary>
    /// <param name="options">The settings. Copied: the caller may change them afterwards without effect.</param>
    /// <exception cref="FormatException">A setting is wrong; the message names the setting, its value and the rule.</exception>
    public LogFileSettings(LogStoreOptions options) => _current = Check(options, 1);

    /// <summary>Checks the settings and, if they are right, puts them in the place of the present ones.</summary>
    /// <param name="options">The settings. Copied: the caller may change them afterwards without effect.</param>
    /// <exception cref="FormatException">A setting is wrong; the message names the setting, its value and the rule. The present ones stay.</exception>
    public void Apply(LogStoreOptions options)
    {
        lock (_gate)
        {
            _current = Check(options, _current.Version + 1);
        }
    }

    /// <summary>Grows with each change.</summary>
    internal long Version => _current.Version;

    /// <summary>The limit of all log files together, in bytes; 0 for none.</summary>
    internal long MaxTotalBytes => _current.MaxTotalBytes;

    /// <summary>The settings of one log file, and the version they belong to.</summary>
    internal (LogFileOptions Options, long Version) For(LogFileName name)
    {
        Snapshot current = _current;
        return (current.Find(name.Value), current.Version);
    }

    private static Snapshot Check(LogStoreOptions options, long version)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.MaxTotalBytes < 0)
        {
            throw new FormatException($"LogActors:MaxTotalBytes is {options.MaxTotalBytes}; it must be 0, for no limit, or more.");
        }

        Dictionary<string, LogFileOptions> files = options.Files.ToDictionary(
            file => file.Key, file => file.Value.Copy(), StringComparer.Ordinal);
        foreach ((string pattern, LogFileOptions file) in files)
        {
            if (!LogFileName.TryParse(pattern.Replace('*', 'x'), out _, out string? error))
            {
                throw new FormatException($"LogActors:Files:{pattern}: {error}");
            }

            if (!Enum.IsDefined(file.Format))
            {
                throw new FormatException($"LogActors:Files:{pattern}:Format is {file.Format}; it must be {string.Join(", ", Enum.GetNames<LogFormat>())}.");
            }

            if (!Enum.IsDefined(file.Ack))
            {
                throw new FormatException($"LogActors:Files:{pattern}:Ack is {file.Ack}; it must be {string.Join(" or ", Enum.GetNames<AckLevel>())}.");
            }

            if (!Enum.IsDefined(file.DurableFrom))
            {
                throw new FormatException($"LogActors:Files:{pattern}:DurableFrom is {file.DurableFrom}; it must be {string.Join(", ", Enum.GetNames<Microsoft.Extensions.Logging.LogLevel>())}.");
            }

            ResourceNamesValidator.Check($"LogActors:Files:{pattern}", file.Resource);
            LevelsValidator.Check($"LogActors:Files:{pattern}", file.Levels);
            RollOptionsValidator.Check($"LogActors:Files:{pattern}:Roll", file.Roll);
            RetainOptionsValidator.Check($"LogActors:Files:{pattern}:Retain", file.Retain);
            try
            {
                RecordRenderers.Create(file);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"LogActors:Files:{pattern}:Template: {exception.Message}", exception);
            }
        }

        return new Snapshot(version, options.MaxTotalBytes, files);
    }

    private sealed class Snapshot(long version, long maxTotalBytes, Dictionary<string, LogFileOptions> files)
    {
        private readonly LogFileOptions _otherwise = new();
        private readonly KeyValuePair<string, LogFileOptions>[] _patterns =
            [.. files.Where(file => file.Key.Contains('*')).OrderByDescending(file => file.Key.Length)];

        public long Version => version;

        public long MaxTotalBytes => maxTotalBytes;

        public LogFileOptions Find(string name) =>
            files.TryGetValue(name, out LogFileOptions? exact) ? exact
            : _patterns.FirstOrDefault(pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern.Key, name, ignoreCase: false)).Value ?? _otherwise;
    }
}
