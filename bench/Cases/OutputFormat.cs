namespace LogActors.Bench;

/// <summary>What a case writes for each record.</summary>
internal enum OutputFormat
{
    /// <summary>One line: time stamp, level, category, message.</summary>
    Text,

    /// <summary>One JSON object a line, with the properties as members.</summary>
    Json,
}
