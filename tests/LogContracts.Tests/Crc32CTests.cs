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

    [Fact]
    public void Compute_OfSeveralLanes_IsTheBitwiseReference() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[-9, 9], Gen.Int[0, 8], Gen.Int).Sample(
            (blocks, more, start, seed) =>
            {
                byte[] bytes = new byte[start + Math.Max(0, (blocks * 3072) + more)];
                new Random(seed).NextBytes(bytes);
                ReadOnlySpan<byte> part = bytes.AsSpan(start);

                Assert.Equal(Bitwise(part), Crc32C.Compute(part));
            },
            iter: 500);

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
