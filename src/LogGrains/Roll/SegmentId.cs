namespace LogActors;

/// <summary>Which of a log file's segments: the period it was begun in, and its number among that period's, from 1.</summary>
internal readonly record struct SegmentId(PeriodName Period, int Number) : IComparable<SegmentId>
{
    public SegmentId Next => this with { Number = Number + 1 };

    /// <summary>The id of a segment of the period that comes after the present one: of the present one's period if that is no former one, as after a clock was put back.</summary>
    public static SegmentId After(SegmentId? present, PeriodName period) =>
        present is { } last && period.CompareTo(last.Period) <= 0 ? last.Next : new SegmentId(period, 1);

    public int CompareTo(SegmentId other) => Period == other.Period ? Number.CompareTo(other.Number) : Period.CompareTo(other.Period);
}
