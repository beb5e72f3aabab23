using NodaTime;

namespace LogActors.Tests;

public sealed class SegmentNamingTests
{
    private static readonly PeriodName _day = Day(2026, 1, 2);
    private static readonly PeriodName _secondHour = new(new LocalDateTime(2026, 11, 1, 1, 0), PeriodPrecision.Hour, Offset.FromHours(-5));

    [Fact]
    public void Newest_OfNothing_IsNone() => Assert.Null(SegmentNaming.Newest(RollNaming.Dated, "orders", []));

    [Fact]
    public void Newest_AmongFilesOfOthers_IsThatOfItsOwnSegments()
    {
        string[] files =
        [
            "orders-20260101.log", "orders-20260102.log", "orders-20251231.log", "orders-20260102.0003.log", "orders-20260102.0002.log",
            "orders-20269999.log", "orders-eu-20270101.log", "orders-20270101.log.gz", "orders-20270101.txt", "orders.log", "old-orders-20270101.log", "orders-202701011.log",
            "orders-20270101.0001.log", "orders-20270101.2.log", "orders-20270101..log", "orders-.log", "orders-20270101.-002.log", "orders-20270101.0002.0003.log",
            "orders.log.2027-01-01", "orders-2027-01-01.log",
        ];

        Assert.Equal(new SegmentId(_day, 3), SegmentNaming.Newest(RollNaming.Dated, "orders", files));
    }

    [Fact]
    public void Newest_AmongFilesThatWereRenamed_IsThatOfItsOwnSegments()
    {
        string[] files =
        [
            "orders.log", "orders.log.2026-01-02", "orders.log.2026-01-02.0002", "orders.log.2025-12-31_23", "orders.log.2027-01-01.gz", "orders.log.2027-01-01.2",
            "orders-20270101.log", "eu-orders.log.2027-01-01", "orders.log2027-01-01", "orders.log.", "orders.log.20270101",
        ];

        Assert.Equal(new SegmentId(_day, 2), SegmentNaming.Newest(RollNaming.TimedRotating, "orders", files));
    }

    [Theory]
    [InlineData(RollNaming.Dated, 1, "orders-20260102.log", "orders-20261101T01-0500.log")]
    [InlineData(RollNaming.Dated, 2, "orders-20260102.0002.log", "orders-20261101T01-0500.0002.log")]
    [InlineData(RollNaming.Dated, 12345, "orders-20260102.12345.log", "orders-20261101T01-0500.12345.log")]
    [InlineData(RollNaming.TimedRotating, 1, "orders.log.2026-01-02", "orders.log.2026-11-01_01-0500")]
    [InlineData(RollNaming.TimedRotating, 2, "orders.log.2026-01-02.0002", "orders.log.2026-11-01_01-0500.0002")]
    public void FileName_OfAnId_IsReadBack(RollNaming naming, int number, string ofDay, string ofHour)
    {
        foreach ((PeriodName period, string name) in new[] { (_day, ofDay), (_secondHour, ofHour) })
        {
            SegmentId id = new(period, number);

            Assert.Equal(name, SegmentNaming.FileName(naming, "orders", id));
            Assert.True(SegmentNaming.TryParse(naming, "orders", name, out SegmentId read));
            Assert.Equal(id, read);
        }
    }

    [Fact]
    public void After_IsAlwaysLater()
    {
        SegmentId present = new(_day, 3);

        Assert.Equal(new SegmentId(_day, 1), SegmentId.After(null, _day));
        Assert.Equal(new SegmentId(_day, 4), SegmentId.After(present, _day));
        Assert.Equal(new SegmentId(_day, 4), SegmentId.After(present, Day(2026, 1, 1)));
        Assert.Equal(new SegmentId(Day(2026, 1, 3), 1), SegmentId.After(present, Day(2026, 1, 3)));
    }

    private static PeriodName Day(int year, int month, int day) => new(new LocalDateTime(year, month, day, 0, 0), PeriodPrecision.Day);
}
