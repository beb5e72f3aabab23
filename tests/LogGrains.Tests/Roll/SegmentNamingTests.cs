namespace LogActors.Tests;

public sealed class SegmentNamingTests
{
    [Fact]
    public void Newest_OfNothing_IsNone() => Assert.Null(SegmentNaming.Newest("orders", []));

    [Fact]
    public void Newest_AmongFilesOfOthers_IsThatOfItsOwnSegments()
    {
        string[] files =
        [
            "orders-20260101.log", "orders-20260102.log", "orders-20251231.log", "orders-20260102.0003.log", "orders-20260102.0002.log",
            "orders-20269999.log", "orders-eu-20270101.log", "orders-20270101.log.gz", "orders-20270101.txt", "orders.log", "old-orders-20270101.log", "orders-202701011.log",
            "orders-20270101.0001.log", "orders-20270101.2.log", "orders-20270101..log", "orders-.log", "orders-20270101.-002.log",
        ];

        Assert.Equal(new SegmentId(new DateOnly(2026, 1, 2), 3), SegmentNaming.Newest("orders", files));
    }

    [Theory]
    [InlineData(1, "orders-20260102.log")]
    [InlineData(2, "orders-20260102.0002.log")]
    [InlineData(12345, "orders-20260102.12345.log")]
    public void FileName_OfAnId_IsReadBack(int number, string name)
    {
        SegmentId id = new(new DateOnly(2026, 1, 2), number);

        Assert.Equal(name, SegmentNaming.FileName("orders", id));
        Assert.True(SegmentNaming.TryParse("orders", name, out SegmentId read));
        Assert.Equal(id, read);
    }
}
