namespace LogActors.Tests;

public sealed class CompressedNamingTests
{
    [Theory]
    [InlineData("orders-20261123.log", CompressionFormat.None, "orders-20261123.log")]
    [InlineData("orders-20261123.log.zst", CompressionFormat.Zstd, "orders-20261123.log")]
    [InlineData("orders.log.2026-11-23.gz", CompressionFormat.Gzip, "orders.log.2026-11-23")]
    [InlineData("orders.ZST", CompressionFormat.None, "orders.ZST")]
    [InlineData("", CompressionFormat.None, "")]
    public void Parse_OfAFileName_IsTheOppositeOfEnding(string fileName, CompressionFormat format, string segment)
    {
        Assert.Equal((format, segment), CompressedNaming.Parse(fileName));
        Assert.Equal(fileName, segment + CompressedNaming.Ending(format));
    }
}
