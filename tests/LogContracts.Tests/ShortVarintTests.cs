namespace LogActors.Tests;

public sealed class ShortVarintTests
{
    [Fact]
    public void TryRead_AnyNumber_ReadsWhatWasWritten()
    {
        Random random = new(20261126);
        for (int round = 0; round < 100_000; round++)
        {
            ulong value = (ulong)random.NextInt64() >> random.Next(63);
            byte[] bytes = new byte[24];
            random.NextBytes(bytes);
            int position = random.Next(4);
            int length = RecordFormat.WriteVarint(bytes.AsSpan(position), value);

            int read = ShortVarint.TryRead(bytes, position, out ulong found);

            Assert.Equal((value, length <= 8 ? length : 0), (read > 0 ? found : value, read));
        }
    }

    [Theory]
    [InlineData("8100000000000000", 2, 1UL)]                    // padded
    [InlineData("ffffffffffffff7f", 8, 0xFF_FFFF_FFFF_FFFFUL)]
    [InlineData("ffffffffffffffff", 0, 0UL)]
    [InlineData("01000000000000", 0, 0UL)]                      // seven bytes
    public void TryRead_AtAnEdge_ReadsOrDeclines(string hex, int length, ulong value)
    {
        int read = ShortVarint.TryRead(Convert.FromHexString(hex), 0, out ulong found);

        Assert.Equal((length, value), (read, found));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public void TryRead_OutsideOfTheBytes_Declines(int position) => Assert.Equal(0, ShortVarint.TryRead(new byte[8], position, out _));
}
