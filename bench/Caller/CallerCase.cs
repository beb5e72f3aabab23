namespace LogActors.Bench;

/// <summary>What a call meets.</summary>
internal enum CallerCase
{
    /// <summary>A provider that calls the formatter and keeps nothing.</summary>
    Floor,

    /// <summary>LogActors, whose silo answers at once.</summary>
    Accepted,

    /// <summary>LogActors with a full buffer, since its silo does not answer.</summary>
    Dropped,

    /// <summary>A level that the filters hold back, in front of a provider that does nothing.</summary>
    DisabledWithout,

    /// <summary>A level that the filters hold back, in front of LogActors.</summary>
    Disabled,
}
