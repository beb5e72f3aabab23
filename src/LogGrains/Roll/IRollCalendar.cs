using NodaTime;

namespace LogActors;

/// <summary>Says which period a moment belongs to, and what it is called.</summary>
/// <remarks>Immutable and pure: it asks no clock and no file. A writer keeps <see cref="RollPeriod.Start"/> over a restart, and no more.</remarks>
internal interface IRollCalendar
{
    /// <summary>The period of a log file that has none yet.</summary>
    RollPeriod Begin(Instant now);

    /// <summary>The period with a start that was kept, be it from this calendar or, after a change of settings, from another one.</summary>
    RollPeriod Resume(Instant start);

    /// <summary>The present period, or the one that contains <paramref name="now"/> if a roll is due. Those between, in which nothing happened, are left out.</summary>
    /// <remarks>Never a former one: when the clock is put back, the present one stays until its end is reached again.</remarks>
    RollPeriod Advance(RollPeriod present, Instant now);

    /// <summary>The name of a period's first segment.</summary>
    /// <param name="period">The period, from this calendar.</param>
    /// <param name="closedAt">When the segment is closed. Counts for <see cref="PythonCalendar"/> only: others can name a segment when it begins.</param>
    PeriodName NameOf(RollPeriod period, Instant closedAt);
}
