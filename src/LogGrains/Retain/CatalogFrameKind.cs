namespace LogActors;

/// <summary>What a frame of a catalogue says.</summary>
internal enum CatalogFrameKind : byte
{
    /// <summary>First in each catalogue: that it is one.</summary>
    Header = 1,

    /// <summary>A segment was closed, and is in a file.</summary>
    Closed = 2,

    /// <summary>A segment is in another file now.</summary>
    Stored = 3,

    /// <summary>A segment is none of the log file's any more.</summary>
    Gone = 4,
}
