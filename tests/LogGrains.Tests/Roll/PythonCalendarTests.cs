using NodaTime;

namespace LogActors.Tests;

/// <summary>Answers of CPython 3.13.0 that were taken down.</summary>
public sealed class PythonCalendarTests
{
    private const string NewYork = "America/New_York";

    [Theory]
    [InlineData(NewYork, RollWhen.Midnight, 1, null, 1741498200, 1741579200)]
    [InlineData(NewYork, RollWhen.Midnight, 1, null, 1762057800, 1762146000)]
    [InlineData(NewYork, RollWhen.W6, 1, null, 1762012800, 1762146000)]
    [InlineData(NewYork, RollWhen.Midnight, 7, null, 1741453200, 1742011200)]
    [InlineData(NewYork, RollWhen.Midnight, 1, "02:30", 1741453200, 1741505400)]
    [InlineData(NewYork, RollWhen.Midnight, 1, "01:30", 1762012800, 1762061400)]
    [InlineData(NewYork, RollWhen.Midnight, 1, "01:30", 1762057800, 1762061400)]
    [InlineData(NewYork, RollWhen.H, 1, null, 1741501800, 1741505400)]
    [InlineData(NewYork, RollWhen.D, 1, null, 1741453200, 1741539600)]
    [InlineData("UTC", RollWhen.Midnight, 1, null, 1743249600, 1743292800)]
    [InlineData("America/Havana", RollWhen.Midnight, 1, null, 1741453200, 1741496400)]
    [InlineData("Australia/Lord_Howe", RollWhen.Midnight, 1, null, 1759586400, 1759667400)]
    [InlineData("Australia/Lord_Howe", RollWhen.Midnight, 2, null, 1759541400, 1759667400)]
    public void Begin_OfAFileOfThisTime_HasTheDeadlineOfPython(string zone, RollWhen when, int interval, string? atTime, long from, long deadline)
    {
        PythonCalendar calendar = Calendar(zone, when, interval, atTime is null ? null : TimeOnly.Parse(atTime, System.Globalization.CultureInfo.InvariantCulture));

        RollPeriod period = calendar.Begin(Instant.FromUnixTimeSeconds(from));

        Assert.Equal(deadline, period.End.ToUnixTimeSeconds());
        Assert.Equal(period, calendar.Resume(period.Start));
    }

    /// <summary>The file, last written to at the first time, is closed by a record at the second.</summary>
    [Theory]
    [InlineData(RollWhen.Midnight, 1, "2025-06-10T12:00:00-04", "2025-06-20T12:00:00-04", "2025-06-10", "2025-06-21T00:00:00-04")]
    [InlineData(RollWhen.Midnight, 1, "2025-10-30T12:00:00-04", "2025-11-05T12:00:00-05", "2025-10-29", "2025-11-06T00:00:00-05")]
    [InlineData(RollWhen.H, 1, "2025-03-07T10:30:00-05", "2025-03-10T10:00:00-04", "2025-03-07_11", "2025-03-10T11:00:00-04")]
    [InlineData(RollWhen.H, 1, "2025-11-02T00:30:00-04", "2025-11-02T01:30:00-04", "2025-11-02_00", "2025-11-02T02:30:00-04")]
    [InlineData(RollWhen.H, 1, "2025-11-02T01:30:00-04", "2025-11-02T01:30:00-05", "2025-11-02_00", "2025-11-02T02:30:00-05")]
    [InlineData(RollWhen.S, 5, "2025-06-10T18:00:00-04", "2025-06-10T18:16:40-04", "2025-06-10_18-00-00", "2025-06-10T18:16:45-04")]
    [InlineData(RollWhen.W0, 2, "2025-01-01T12:00:00-05", "2025-01-14T00:00:00-05", "2024-12-31", "2025-01-28T00:00:00-05")]
    public void Advance_OverAnIdleTime_NamesTheFileAndGoesOnAsPython(RollWhen when, int interval, string written, string now, string name, string deadline)
    {
        PythonCalendar calendar = Calendar(NewYork, when, interval);
        RollPeriod period = calendar.Begin(Instants.Parse(written));

        Assert.True(period.IsOver(Instants.Parse(now)));
        Assert.Equal(name, PeriodText.Format(RollNaming.TimedRotating, calendar.NameOf(period, Instants.Parse(now))));
        Assert.Equal(Instants.Parse(deadline), calendar.Advance(period, Instants.Parse(now)).End);
    }

    [Fact]
    public void Advance_BeforeTheDeadline_StaysAlsoWhenTheClockIsPutBack()
    {
        PythonCalendar calendar = Calendar(NewYork, RollWhen.Midnight);
        RollPeriod period = calendar.Begin(Instants.Parse("2025-06-10T00:00:00-04"));

        Assert.Equal(period, calendar.Advance(period, period.End - Duration.FromTicks(1)));
        Assert.Equal(period, calendar.Advance(period, Instants.Parse("2025-06-09T23:59:57-04")));
    }

    [Theory]
    [InlineData(RollWhen.Midnight, 0, "")]
    [InlineData(RollWhen.Midnight, 1, "app.log.2025-06-01 app.log.2025-06-02")]
    [InlineData(RollWhen.W3, 2, "app.log.2025-06-01")]
    [InlineData(RollWhen.D, 3, "")]
    [InlineData(RollWhen.D, 4, "")]
    [InlineData(RollWhen.H, 1, "app.log.2025-06-01_10")]
    [InlineData(RollWhen.M, 1, "")]
    [InlineData(RollWhen.S, 1, "")]
    public void FilesToDelete_AreTheFirstByNameOfThisPattern(RollWhen when, int backupCount, string expected)
    {
        string[] listing =
        [
            "app.log.9999-99-99", "app.log.2025-06-02", "app.log", "app.log.2025-06-01", "app.log.2025-06-01.gz", "app.log.2025-06-01.0002", "app.log.2025-06-0\u0661", "xapp.log.2025-06-01",
            "app.log2025-06-01", "app.log.2025-06-01_11", "app.log.2025-06-01_10", "app.log.2025-06-01_10-11", "app.log.12025-06-01", "app.log.2025-06-01_10-11-12-13",
        ];

        IReadOnlyList<string> delete = Calendar(NewYork, when).FilesToDelete("app.log", listing, backupCount);

        Assert.Equal(expected, string.Join(' ', delete));
    }

    private static PythonCalendar Calendar(string zone, RollWhen when, int interval = 1, TimeOnly? atTime = null) => new(DateTimeZoneProviders.Tzdb[zone], when, interval, atTime);
}
