namespace LogActors;

/// <summary>What one <see cref="RollOptions.Interval"/> is counted in, and whether periods are bound to the wall clock.</summary>
public enum RollWhen
{
    /// <summary>No period ends: a log file rolls by size only, if at all.</summary>
    Never,

    /// <summary>Seconds that have passed.</summary>
    S,

    /// <summary>Minutes that have passed.</summary>
    M,

    /// <summary>Hours that have passed.</summary>
    H,

    /// <summary>24 hours that have passed, from the first period's start: not from midnight.</summary>
    D,

    /// <summary>Days of the calendar, each from <see cref="RollOptions.AtTime"/>, or else from midnight.</summary>
    Midnight,

    /// <summary>Weeks from Monday, at <see cref="RollOptions.AtTime"/> or else at its beginning.</summary>
    W0,

    /// <summary>Weeks from Tuesday.</summary>
    W1,

    /// <summary>Weeks from Wednesday.</summary>
    W2,

    /// <summary>Weeks from Thursday.</summary>
    W3,

    /// <summary>Weeks from Friday.</summary>
    W4,

    /// <summary>Weeks from Saturday.</summary>
    W5,

    /// <summary>Weeks from Sunday.</summary>
    W6,
}
