namespace LogActors.Tests;

public sealed class SegmentNamingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void NewestDay_WithoutFolder_IsNone()
    {
        DateOnly? newest = SegmentNaming.NewestDay(Path.Combine(_folder["nowhere"], "orders"));

        Assert.Null(newest);
    }

    [Fact]
    public void NewestDay_AmongFilesOfOthers_IsThatOfItsOwnSegments()
    {
        string[] files =
        [
            "orders-20260101.log", "orders-20260102.log", "orders-20251231.log",
            "orders-20269999.log", "orders-eu-20270101.log", "orders-20270101.log.gz", "orders-20270101.txt", "orders.log", "old-orders-20270101.log", "orders-202701011.log",
        ];
        Array.ForEach(files, file => File.WriteAllText(_folder[file], ""));
        Directory.CreateDirectory(_folder["orders-20280101.log"]);

        DateOnly? newest = SegmentNaming.NewestDay(_folder["orders"]);

        Assert.Equal(new DateOnly(2026, 1, 2), newest);
    }

    public void Dispose() => _folder.Dispose();
}
