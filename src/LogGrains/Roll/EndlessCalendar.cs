using NodaTime;

namespace LogActors;

/// <summary>One period that never ends; a segment has the date of the day on which it was begun.</summary>
internal sealed class EndlessCalendar(DateTimeZone zone) : IRollCalendar
{
    public RollPeriod Begin(Instant now) => Resume(now);

    public RollPeriod Resume(Instant start) => new(start, Instant.MaxValue);

    /// <remarks>Called when a segment is closed for another reason: what follows is called by the present day.</remarks>
    public RollPeriod Advance(RollPeriod present, Instant now) => Resume(Instant.Max(present.Start, now));

    public PeriodName NameOf(RollPeriod period, Instant closedAt) => PeriodName.Of(period.Start, zone, PeriodPrecision.Day);
}
