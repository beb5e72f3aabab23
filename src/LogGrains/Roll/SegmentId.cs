namespace LogActors;

/// <summary>Which of a log file's segments: the UTC day it was begun on, and its number among that day's, from 1.</summary>
internal readonly record struct SegmentId(DateOnly Day, int Number) : IComparable<SegmentId>
{
    public SegmentId Next => this with { Number = Number + 1 };

    public int CompareTo(SegmentId other) => Day == other.Day ? Number.CompareTo(other.Number) : Day.CompareTo(other.Day);
}
