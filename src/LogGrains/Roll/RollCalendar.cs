namespace LogActors;

/// <summary>Whose arithmetic says when a period ends.</summary>
public enum RollCalendar
{
    /// <summary>Ours: periods follow each other without gap, whatever the clocks of the zone do.</summary>
    Safe,

    /// <summary>That of CPython 3.13's <c>TimedRotatingFileHandler</c>, to the second, with its oddities. Needs <see cref="RollNaming.TimedRotating"/>.</summary>
    PythonCompatible,
}
