namespace LogActors;

/// <summary>How the segments of a log file are called.</summary>
public enum RollNaming
{
    /// <summary>A segment has its name from the start, <c>orders-20261123.log</c>, and keeps it.</summary>
    Dated,

    /// <summary>The current segment is <c>orders.log</c>; it is called <c>orders.log.2026-11-23</c> when it is closed, as with Python's <c>TimedRotatingFileHandler</c>.</summary>
    TimedRotating,
}
