namespace LogActors.Tests;

public sealed class Crc32CTests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("313233343536373839", 0xE3069283u)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AAu)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43u)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794Eu)]
    public void Compute_PublishedExamples_GivesTheirChecksum(string hex, uint expected)
    {
        byte[] bytes = Convert.FromHexString(hex);

        Assert.Equal(expected, Crc32C.Compute(bytes));
    }

    [Fact]
    public void Compute_AnyLengthAndAlignment_IsTheBitwiseReference() =>
        Gen.Byte.Array[0, 108].Select(Gen.Int[0, 8]).Sample(
            (bytes, start) =>
            {
                ReadOnlySpan<byte> part = bytes.AsSpan(Math.Min(start, bytes.Length));

                Assert.Equal(Bitwise(part), Crc32C.Compute(part));
            },
            iter: 5_000);

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }

        return ~crc;
    }
}
