namespace LogActors;

/// <summary>The settings of one log file, or of all whose names match a pattern.</summary>
public sealed class LogFileOptions
{
    /// <summary>The template of text lines unless another is set.</summary>
    public const string DefaultTemplate = "{Timestamp} [{Level}] {Category} {Message}";

    /// <summary>How records are written. Default <see cref="LogFormat.Text"/>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Text;

    /// <summary>The line of a text log file; <c>docs/formats.md</c> lists the placeholders. Default <see cref="DefaultTemplate"/>. Without effect on other formats.</summary>
    public string Template { get; set; } = DefaultTemplate;
}
