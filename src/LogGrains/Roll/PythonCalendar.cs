using NodaTime;

namespace LogActors;

/// <summary>The arithmetic of <c>TimedRotatingFileHandler</c> in CPython 3.13, and in 3.12 from 3.12.3: whole seconds, the same deadlines and the same names.</summary>
/// <remarks>
/// A period here is its deadline and, as start, the deadline less the nominal length, which CPython names the closed file by: after an idle time or a change of the clocks it is not
/// when the period began. CPython's <c>utc=True</c> is the zone UTC. When the file that <see cref="NameOf"/> names exists, CPython goes on in the present file, and never rolls
/// again; that, and what else it does with files, is the caller's to follow or not. <c>docs/rotation.md</c> lists where the silo does not.
/// </remarks>
internal sealed class PythonCalendar(DateTimeZone zone, RollWhen when, int interval, TimeOnly? atTime) : IRollCalendar
{
    private const long Hour = 3_600;
    private readonly long _length = when.Seconds() * interval;
    private readonly long _secondOfDay = atTime is { } time ? time.Ticks / TimeSpan.TicksPerSecond : RollUnits.SecondsPerDay;

    /// <param name="now">When the file was last written, if there is one already: CPython goes by that when it starts, and so does not keep its deadline.</param>
    public RollPeriod Begin(Instant now) => Until(DeadlineAfter(now.ToUnixTimeSeconds()));

    public RollPeriod Resume(Instant start) => Until(start.ToUnixTimeSeconds() + _length);

    public RollPeriod Advance(RollPeriod present, Instant now) => present.IsOver(now) ? Begin(now) : present;

    /// <remarks>If <paramref name="closedAt"/> is in summer time and the start is not, or the other way round, the name is an hour off: so does CPython.</remarks>
    public PeriodName NameOf(RollPeriod period, Instant closedAt)
    {
        bool summerThen = IsSummer(period.Start.ToUnixTimeSeconds());
        bool summerNow = IsSummer(closedAt.ToUnixTimeSeconds());
        Duration shift = summerNow == summerThen ? Duration.Zero : Duration.FromSeconds(summerNow ? Hour : -Hour);
        PeriodPrecision precision = when.Precision();
        return new PeriodName(PeriodName.Floor((period.Start + shift).InZone(zone).LocalDateTime, precision), precision);
    }

    /// <summary>Which of the closed files CPython deletes at a roll: all but the last <paramref name="backupCount"/> in the order of their names, those of other patterns left out.</summary>
    /// <param name="fileName">The current file's name, such as <c>orders.log</c>.</param>
    /// <param name="listing">The names in its folder, in any order.</param>
    /// <param name="backupCount">How many are kept; 0 for all.</param>
    public IReadOnlyList<string> FilesToDelete(string fileName, IEnumerable<string> listing, int backupCount)
    {
        string prefix = $"{fileName}.";
        string[] closed = [.. listing.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && IsDate(name.AsSpan(prefix.Length))).Order(StringComparer.Ordinal)];
        return backupCount == 0 || closed.Length < backupCount ? [] : closed[..^backupCount];
    }

    private RollPeriod Until(long deadline) => new(Instant.FromUnixTimeSeconds(deadline - _length), Instant.FromUnixTimeSeconds(deadline));

    private long DeadlineAfter(long from)
    {
        if (!when.IsByWallClock())
        {
            return from + _length;
        }

        LocalDateTime local = Instant.FromUnixTimeSeconds(from).InZone(zone).LocalDateTime;
        int weekday = (int)local.DayOfWeek - (int)IsoDayOfWeek.Monday;
        long wait = _secondOfDay - local.TimeOfDay.TickOfDay / NodaConstants.TicksPerSecond;
        if (wait <= 0)
        {
            wait += RollUnits.SecondsPerDay;
            weekday++;
        }

        int daysToWeekday = when.IsWeekly() ? (when - RollWhen.W0 - weekday + 7) % 7 : 0;
        long deadline = from + wait + daysToWeekday * RollUnits.SecondsPerDay + _length - when.Seconds();
        return deadline + Correction(IsSummer(from), deadline);
    }

    // An hour, whatever the clocks do; none if it led to before the clocks are put forward, as where midnight is skipped.
    private long Correction(bool summerBefore, long deadline) =>
        IsSummer(deadline) == summerBefore ? 0
        : summerBefore ? Hour
        : IsSummer(deadline - Hour) ? -Hour : 0;

    private bool IsSummer(long second) => zone.GetZoneInterval(Instant.FromUnixTimeSeconds(second)).Savings != Offset.Zero;

    // As many ASCII digits as the pattern has; CPython does not ask whether there is such a day.
    private bool IsDate(ReadOnlySpan<char> text)
    {
        string pattern = PeriodText.Format(RollNaming.TimedRotating, new PeriodName(default, when.Precision()));
        bool matches = text.Length == pattern.Length;
        for (int i = 0; matches && i < pattern.Length; i++)
        {
            matches = char.IsAsciiDigit(pattern[i]) ? char.IsAsciiDigit(text[i]) : text[i] == pattern[i];
        }

        return matches;
    }
}
