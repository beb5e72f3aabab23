namespace LogActors;

/// <summary>Makes the renderer that a log file's settings ask for.</summary>
internal static class RecordRenderers
{
    /// <summary>Makes a new renderer, for one writer.</summary>
    /// <exception cref="FormatException">The template of a text log file breaks a rule; the message says which.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The format is none of <see cref="LogFormat"/>.</exception>
    public static IRecordRenderer Create(LogFileOptions options) => options.Format switch
    {
        LogFormat.Text => new TextRenderer(TextTemplate.Parse(options.Template)),
        LogFormat.Json => new JsonRenderer(options.Resource),
        LogFormat.Logfmt => new LogfmtRenderer(options.Resource),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Format, "A log file's format is Text, Json or Logfmt."),
    };
}
