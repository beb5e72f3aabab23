namespace LogActors;

/// <summary>A silo process that this application has started. Disposing it lets go of the process; it does not end it.</summary>
internal interface ISiloProcess : IDisposable
{
    int Id { get; }

    /// <summary>Whether it has been found listening; its end is then no failed start.</summary>
    bool WasReady { get; set; }

    /// <summary>Whether it has ended, and what it said has been read to the end.</summary>
    bool HasExited { get; }

    int ExitCode { get; }

    /// <summary>The end of what the process wrote to standard error.</summary>
    string LastWords { get; }

    /// <summary>The silo it told of on standard output: itself once it listens, or the owner of the log root that it found taken.</summary>
    SiloAnnouncement? Announced { get; }
}
