namespace LogActors.Chaos;

/// <summary>What a line of a log file is.</summary>
internal enum LineKind
{
    /// <summary>A whole record of a producer that is checked.</summary>
    Record,

    /// <summary>A whole line of the client library or the silo, such as one that says how many records were dropped.</summary>
    System,

    /// <summary>A whole line of a client that means harm.</summary>
    Hostile,

    /// <summary>A whole line of nobody who was started.</summary>
    Foreign,

    /// <summary>A part of a line, two that run into each other, or bytes that are no text.</summary>
    Torn,
}
