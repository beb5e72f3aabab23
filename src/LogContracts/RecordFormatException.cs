namespace LogActors;

/// <summary>A record batch does not follow the record format; the message says what was wrong and at which byte.</summary>
public sealed class RecordFormatException : FormatException
{
    /// <summary>Makes an exception without a message.</summary>
    public RecordFormatException()
    {
    }

    /// <summary>Makes an exception that says what was wrong.</summary>
    public RecordFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that says what was wrong and what caused it.</summary>
    public RecordFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
