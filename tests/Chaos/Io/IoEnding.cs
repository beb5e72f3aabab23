namespace LogActors.Chaos;

/// <summary>What follows after a fault.</summary>
internal enum IoEnding
{
    /// <summary>The disk is sound again and the same writer goes on; later it closes, and another one follows.</summary>
    CloseLater,

    /// <summary>The same writer goes on, and dies later.</summary>
    DieLater,

    /// <summary>The writer dies before the disk is sound again.</summary>
    DieAtOnce,
}
