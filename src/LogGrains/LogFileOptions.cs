using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The settings of one log file, or of all whose names match a pattern.</summary>
public sealed class LogFileOptions
{
    /// <summary>The template of text lines unless another is set.</summary>
    public const string DefaultTemplate = "{Timestamp} [{Level}] {Category} {Message}";

    /// <summary>What stands for every category in <see cref="Levels"/>.</summary>
    public const string AllCategories = "Default";

    internal static readonly IReadOnlyList<string> DefaultResource = ["service.name"];

    /// <summary>How records are written. Default <see cref="LogFormat.Text"/>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>The line of a text log file; <c>docs/formats.md</c> lists the placeholders. Default <see cref="DefaultTemplate"/>. Without effect on other formats.</summary>
    public string Template { get; set; } = DefaultTemplate;

    /// <summary>Which attributes of a process's resource JSON and logfmt lines have, by name and in this order; <c>*</c> alone for all. At most <see cref="RecordFormat.MaxResourceAttributes"/>. Default
    /// <c>service.name</c>; an empty list for none. Without effect on text, where the template names them. What goes beyond 2 KiB on a line is left out.</summary>
    public IReadOnlyList<string> Resource { get; set; } = DefaultResource;

    /// <summary>What a record survives when it is acknowledged. Default <see cref="AckLevel.Written"/>: the silo's death; what is written is on the disk a second later.
    /// <see cref="AckLevel.Durable"/>: a power loss; each receipt waits for the disk.</summary>
    public AckLevel Ack { get; set; } = AckLevel.Written;

    /// <summary>The lowest level whose records are acknowledged only when they are on the disk, whatever <see cref="Ack"/> says. Default <see cref="LogLevel.Error"/>; <see cref="LogLevel.None"/> for no record.</summary>
    public LogLevel DurableFrom { get; set; } = LogLevel.Error;

    /// <summary>The lowest level that applications send, by category prefix in any case, in the place of what their own settings say; <see cref="AllCategories"/> for every category of the log file. The longest
    /// prefix wins; <see cref="LogLevel.None"/> for no record. At most <see cref="LogFileLevels.MaxCategories"/>. Default none: the applications' own settings count.</summary>
    public IDictionary<string, LogLevel> Levels { get; private set; } = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The moment from which on <see cref="Levels"/> count no more. Default none: they count until they are changed.</summary>
    public DateTimeOffset? LevelsUntil { get; set; }

    /// <summary>When the log file goes on in a new segment, and what its segments are called. Default: at midnight UTC, with the date in the name.</summary>
    public RollOptions Roll { get; private set; } = new();

    /// <summary>How long closed segments are kept, and whether they are compressed. Default: for ever, as they are.</summary>
    public RetainOptions Retain { get; private set; } = new();

    internal LogFileOptions Copy()
    {
        LogFileOptions copy = (LogFileOptions)MemberwiseClone();
        copy.Resource = [.. Resource];
        copy.Levels = new Dictionary<string, LogLevel>(Levels, StringComparer.OrdinalIgnoreCase);
        copy.Roll = Roll.Copy();
        copy.Retain = Retain.Copy();
        return copy;
    }
}
