using NodaTime;

namespace LogActors;

/// <summary>The time of one file in a log file's life, or of several if a limit of bytes is reached within: from <see cref="Start"/> until just before <see cref="End"/>.</summary>
internal readonly record struct RollPeriod(Instant Start, Instant End)
{
    /// <summary>Whether a roll is due.</summary>
    public bool IsOver(Instant now) => now >= End;
}
