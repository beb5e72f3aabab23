using NodaTime;

namespace LogActors.Tests;

public sealed class ElapsedCalendarTests
{
    [Theory]
    [InlineData("UTC", RollWhen.S, 5, "2026-11-23T14:05:09Z", "2026-11-23T14:05:09Z", "2026-11-23T14:05:14Z", "20261123T140509")]
    [InlineData("UTC", RollWhen.M, 1, "2026-11-23T14:05:09Z", "2026-11-23T14:05:00Z", "2026-11-23T14:06:00Z", "20261123T1405")]
    [InlineData("UTC", RollWhen.H, 6, "2026-11-23T14:05:09Z", "2026-11-23T14:00:00Z", "2026-11-23T20:00:00Z", "20261123T14")]
    [InlineData("UTC", RollWhen.D, 2, "2026-11-23T14:05:09Z", "2026-11-23T14:05:09Z", "2026-11-25T14:05:09Z", "20261123")]
    [InlineData("Asia/Kolkata", RollWhen.H, 1, "2026-11-23T14:05:09+05:30", "2026-11-23T14:00:00+05:30", "2026-11-23T15:00:00+05:30", "20261123T14")]
    [InlineData("Europe/Berlin", RollWhen.H, 1, "2025-10-26T02:30:00+02", "2025-10-26T02:00:00+02", "2025-10-26T02:00:00+01", "20251026T02+0200")]
    [InlineData("Europe/Berlin", RollWhen.H, 1, "2025-10-26T02:30:00+01", "2025-10-26T02:00:00+01", "2025-10-26T03:00:00+01", "20251026T02+0100")]
    [InlineData("Europe/Berlin", RollWhen.H, 1, "2025-10-26T03:30:00+01", "2025-10-26T03:00:00+01", "2025-10-26T04:00:00+01", "20251026T03")]
    [InlineData("America/New_York", RollWhen.M, 1, "2025-11-02T01:05:00-05", "2025-11-02T01:05:00-05", "2025-11-02T01:06:00-05", "20251102T0105-0500")]
    // Half an hour is skipped, from 02:00 to 02:30, or comes twice, from 01:30.
    [InlineData("Australia/Lord_Howe", RollWhen.H, 1, "2025-10-05T02:40:00+11", "2025-10-05T02:30:00+11", "2025-10-05T03:30:00+11", "20251005T02")]
    [InlineData("Australia/Lord_Howe", RollWhen.H, 1, "2025-04-06T01:10:00+11", "2025-04-06T01:00:00+11", "2025-04-06T01:30:00+10:30", "20250406T01+1100")]
    [InlineData("Australia/Lord_Howe", RollWhen.H, 1, "2025-04-06T01:40:00+10:30", "2025-04-06T01:30:00+10:30", "2025-04-06T02:30:00+10:30", "20250406T01+1030")]
    public void Begin_IsThePeriodOfTheMoment(string zone, RollWhen when, int interval, string now, string start, string end, string name)
    {
        ElapsedCalendar calendar = new(DateTimeZoneProviders.Tzdb[zone], when, interval);

        RollPeriod period = calendar.Begin(Instants.Parse(now));

        Assert.Equal(new RollPeriod(Instants.Parse(start), Instants.Parse(end)), period);
        Assert.Equal(period, calendar.Resume(period.Start));
        Assert.Equal(name, PeriodText.Format(RollNaming.Dated, calendar.NameOf(period, period.End)));
    }

    [Fact]
    public void Advance_OverIdlePeriods_KeepsTheirSteps()
    {
        ElapsedCalendar calendar = new(DateTimeZone.Utc, RollWhen.H, 5);
        RollPeriod period = calendar.Begin(Instants.Parse("2026-11-23T14:05:09Z"));

        RollPeriod next = calendar.Advance(period, Instants.Parse("2026-11-25T00:00:00Z"));

        Assert.Equal(new RollPeriod(Instants.Parse("2026-11-24T20:00:00Z"), Instants.Parse("2026-11-25T01:00:00Z")), next);
    }

    [Fact]
    public void Advance_WithTheClockPutBack_Stays()
    {
        ElapsedCalendar calendar = new(DateTimeZone.Utc, RollWhen.M, 1);
        RollPeriod period = calendar.Begin(Instants.Parse("2026-11-23T14:05:00Z"));

        Assert.Equal(period, calendar.Advance(period, Instants.Parse("2026-11-23T14:04:00Z")));
        Assert.Equal(period, calendar.Advance(period, period.End - Duration.Epsilon));
    }
}
