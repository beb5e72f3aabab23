namespace LogActors;

/// <summary>A log root belongs to another silo.</summary>
public sealed class LogRootTakenException : IOException
{
    /// <summary>Makes an exception without a message.</summary>
    public LogRootTakenException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    public LogRootTakenException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and a cause.</summary>
    public LogRootTakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception that says whose the root is.</summary>
    public LogRootTakenException(string directory, string owner)
        : base($"The log root '{directory}' is owned by {owner}. One silo writes a log root; stop that one, or choose another LogActors:Directory.")
    {
    }
}
