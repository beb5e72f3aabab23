namespace LogActors;

/// <summary>A silo process that this application has started. Disposing it lets go of the process; it does not end it.</summary>
internal interface ISiloProcess : IDisposable
{
    /// <summary>Whether it has been found listening; its end is then no failed start.</summary>
    bool WasReady { get; set; }

    bool HasExited { get; }

    int ExitCode { get; }

    /// <summary>The end of what the process wrote to standard error.</summary>
    string LastWords { get; }
}
