namespace LogActors;

/// <summary>What the units of <see cref="RollWhen"/> have in common.</summary>
internal static class RollUnits
{
    public const long SecondsPerDay = 86_400;

    /// <summary>The nominal length of one unit; 0 for <see cref="RollWhen.Never"/>.</summary>
    public static long Seconds(this RollWhen when) => when switch
    {
        RollWhen.Never => 0,
        RollWhen.S => 1,
        RollWhen.M => 60,
        RollWhen.H => 3_600,
        RollWhen.D or RollWhen.Midnight => SecondsPerDay,
        _ => 7 * SecondsPerDay,
    };

    public static bool IsWeekly(this RollWhen when) => when is >= RollWhen.W0 and <= RollWhen.W6;

    /// <summary>Whether periods begin at a time of day, in place of lasting for a time.</summary>
    public static bool IsByWallClock(this RollWhen when) => when == RollWhen.Midnight || when.IsWeekly();

    /// <summary>How much of a period's start its name says.</summary>
    public static PeriodPrecision Precision(this RollWhen when) => when switch
    {
        RollWhen.S => PeriodPrecision.Second,
        RollWhen.M => PeriodPrecision.Minute,
        RollWhen.H => PeriodPrecision.Hour,
        _ => PeriodPrecision.Day,
    };
}
