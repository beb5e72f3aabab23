namespace LogActors;

/// <summary>What follows the text of a <see cref="LinePiece"/>: values first, those of the message before those of properties.</summary>
internal enum LinePieceKind : byte
{
    /// <summary>The next value, in a message for a person to read.</summary>
    MessageValue,

    /// <summary>The next value, in a message inside of a JSON string.</summary>
    JsonMessageValue,

    /// <summary>The next property, in a format that says itself when text is quoted.</summary>
    Property,

    /// <summary>The next property, as JSON.</summary>
    JsonProperty,

    /// <summary>Nothing: the next property is left out.</summary>
    NoProperty,

    /// <summary>The time.</summary>
    Timestamp,

    /// <summary>The whole message, for a person to read.</summary>
    Message,

    /// <summary>The whole message, inside of a JSON string.</summary>
    JsonMessage,

    /// <summary>The trace id.</summary>
    TraceId,

    /// <summary>The span id.</summary>
    SpanId,

    /// <summary>Nothing: the line is whole.</summary>
    End,
}
