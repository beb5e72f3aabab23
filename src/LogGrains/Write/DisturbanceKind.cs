namespace LogActors;

/// <summary>A way in which another program can disturb the writer.</summary>
internal enum DisturbanceKind
{
    /// <summary>The file has another name, or is in another folder.</summary>
    Moved,

    /// <summary>The file has no name any more; another one may have taken its place.</summary>
    Deleted,

    /// <summary>The file is shorter than what was written to it.</summary>
    Cut,

    /// <summary>The file was cut between a look and a write, which left nothing but a hole before it.</summary>
    Hollowed,

    /// <summary>The file is longer than what was written to it.</summary>
    Extended,
}
