namespace LogActors;

/// <summary>How much of a period's start its name says.</summary>
internal enum PeriodPrecision
{
    Day,
    Hour,
    Minute,
    Second,
}
