namespace LogActors;

/// <summary>What a writer, or the care of closed segments, could not do. It is tried again, unless its value says otherwise.</summary>
internal enum FailedOperation
{
    /// <summary>The log file could not be opened.</summary>
    Open,

    /// <summary>A group could not be written.</summary>
    Write,

    /// <summary>What was written could not be synced; it is written again, to a new segment.</summary>
    Sync,

    /// <summary>The log file could not go on in its next segment or journal.</summary>
    Roll,

    /// <summary>A segment could not be given its name.</summary>
    Rename,

    /// <summary>A closed segment could not be deleted.</summary>
    Delete,

    /// <summary>A closed segment could not be compressed; not tried again before the log file is opened anew.</summary>
    Compress,
}
