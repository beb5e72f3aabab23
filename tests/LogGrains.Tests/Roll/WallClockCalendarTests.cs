using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

public sealed class WallClockCalendarTests
{
    [Theory]
    [InlineData("UTC", RollWhen.Midnight, 1, null, "2026-11-23T14:05:09Z", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", "20261123")]
    [InlineData("UTC", RollWhen.Midnight, 1, null, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z", "20261123")]
    [InlineData("UTC", RollWhen.Midnight, 3, null, "2026-11-23T14:05:09Z", "2026-11-23T00:00:00Z", "2026-11-26T00:00:00Z", "20261123")]
    [InlineData("UTC", RollWhen.Midnight, 1, "14:05:10", "2026-11-23T14:05:09Z", "2026-11-22T14:05:10Z", "2026-11-23T14:05:10Z", "20261122")]
    [InlineData("UTC", RollWhen.W0, 1, null, "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z", "20261116")]
    [InlineData("UTC", RollWhen.W0, 1, null, "2026-11-23T00:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "20261123")]
    [InlineData("UTC", RollWhen.W6, 2, "02:30", "2026-11-23T00:00:00Z", "2026-11-22T02:30:00Z", "2026-12-06T02:30:00Z", "20261122")]
    // Days of 23 and 25 hours.
    [InlineData("Europe/Berlin", RollWhen.Midnight, 1, null, "2025-03-30T12:00:00+02", "2025-03-30T00:00:00+01", "2025-03-31T00:00:00+02", "20250330")]
    [InlineData("Europe/Berlin", RollWhen.Midnight, 1, null, "2025-10-26T12:00:00+01", "2025-10-26T00:00:00+02", "2025-10-27T00:00:00+01", "20251026")]
    // 02:30 is skipped: the day begins with 03:00.
    [InlineData("Europe/Berlin", RollWhen.Midnight, 1, "02:30", "2025-03-30T12:00:00+02", "2025-03-30T03:00:00+02", "2025-03-31T02:30:00+02", "20250330")]
    // 02:30 comes twice: the first counts, in and after the hour.
    [InlineData("Europe/Berlin", RollWhen.Midnight, 1, "02:30", "2025-10-26T02:10:00+01", "2025-10-26T02:30:00+02", "2025-10-27T02:30:00+01", "20251026")]
    [InlineData("Europe/Berlin", RollWhen.Midnight, 1, "02:30", "2025-10-26T02:29:59+02", "2025-10-25T02:30:00+02", "2025-10-26T02:30:00+02", "20251025")]
    // Midnight is skipped.
    [InlineData("America/Havana", RollWhen.Midnight, 1, null, "2025-03-09T01:00:00-04", "2025-03-09T01:00:00-04", "2025-03-10T00:00:00-04", "20250309")]
    // 00:01 was put back to 23:01: the day had begun already, and does not begin again.
    [InlineData("America/St_Johns", RollWhen.Midnight, 1, null, "2010-11-06T23:30:00-03:30", "2010-11-07T00:00:00-02:30", "2010-11-08T00:00:00-03:30", "20101107")]
    // There was no 30 December, which was a Friday.
    [InlineData("Pacific/Apia", RollWhen.Midnight, 1, null, "2011-12-29T23:59:59-10", "2011-12-29T00:00:00-10", "2011-12-31T00:00:00+14", "20111229")]
    [InlineData("Pacific/Apia", RollWhen.Midnight, 1, "12:00", "2011-12-31T00:00:00+14", "2011-12-29T12:00:00-10", "2011-12-31T12:00:00+14", "20111229")]
    [InlineData("Pacific/Apia", RollWhen.W4, 1, null, "2012-01-01T00:00:00+14", "2011-12-23T00:00:00-10", "2012-01-06T00:00:00+14", "20111223")]
    public void Begin_IsThePeriodOfTheMoment(string zone, RollWhen when, int interval, string? atTime, string now, string start, string end, string name)
    {
        WallClockCalendar calendar = Calendar(zone, when, interval, atTime);

        RollPeriod period = calendar.Begin(Instants.Parse(now));

        Assert.Equal(new RollPeriod(Instants.Parse(start), Instants.Parse(end)), period);
        Assert.Equal(period, calendar.Resume(period.Start));
        Assert.Equal(name, PeriodText.Format(RollNaming.Dated, calendar.NameOf(period, period.End)));
    }

    [Fact]
    public void Advance_OverIdlePeriods_KeepsTheirDays()
    {
        WallClockCalendar calendar = Calendar("Europe/Berlin", RollWhen.Midnight, interval: 3);
        RollPeriod period = calendar.Begin(Instants.Parse("2025-10-20T12:00:00+02"));

        RollPeriod next = calendar.Advance(period, Instants.Parse("2025-10-31T12:00:00+01"));

        Assert.Equal(new RollPeriod(Instants.Parse("2025-10-29T00:00:00+01"), Instants.Parse("2025-11-01T00:00:00+01")), next);
    }

    [Fact]
    public void Advance_WithTheClockPutBack_Stays()
    {
        WallClockCalendar calendar = Calendar("UTC", RollWhen.Midnight);
        RollPeriod period = calendar.Begin(Instants.Parse("2026-11-23T00:00:00Z"));

        Assert.Equal(period, calendar.Advance(period, Instants.Parse("2026-11-20T12:00:00Z")));
        Assert.Equal(period, calendar.Advance(period, period.End - Duration.Epsilon));
    }

    [Fact]
    public void Resume_OfAStartFromAnotherCalendar_EndsWithTheDayItIsIn()
    {
        RollPeriod period = Calendar("UTC", RollWhen.Midnight, atTime: "15:00").Resume(Instants.Parse("2026-11-23T14:05:00Z"));

        Assert.Equal(Instants.Parse("2026-11-23T15:00:00Z"), period.End);
    }

    private static WallClockCalendar Calendar(string zone, RollWhen when, int interval = 1, string? atTime = null) =>
        new(DateTimeZoneProviders.Tzdb[zone], when, interval, atTime is null ? null : TimeOnly.Parse(atTime, CultureInfo.InvariantCulture));
}
