namespace LogActors;

/// <summary>How a log file's records are written.</summary>
public enum LogFormat
{
    /// <summary>Lines of text by <see cref="LogFileOptions.Template"/>; exceptions follow on lines that begin with a tab.</summary>
    Text,

    /// <summary>JSON lines in the compact log event format (CLEF).</summary>
    Json,

    /// <summary>Lines of <c>key=value</c> pairs.</summary>
    Logfmt,
}
