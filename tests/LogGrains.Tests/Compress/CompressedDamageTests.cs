using System.Buffers.Binary;

namespace LogActors.Tests;

public sealed class CompressedDamageTests
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Damage_OfAnyBitOfAFrame_NeverGivesAnotherText(CompressionFormat format)
    {
        byte[] text = Texts.Lines(700);
        using CompressedSegment segment = new(text, format);

        AssertFoundOrHarmless(segment, text, [1, 2, 4, 8, 16, 32, 64, 128]);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Damage_OfAnyByteOfTwoFrames_NeverShiftsTheText(CompressionFormat format)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'a', MiB), .. Texts.Noise(100)];
        using CompressedSegment segment = new(text, format);

        AssertFoundOrHarmless(segment, text, [0xFF]);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void File_CutAnywhere_IsNotOpened(CompressionFormat format)
    {
        byte[] text = [.. Enumerable.Repeat((byte)'a', MiB), .. Texts.Noise(100)];
        using CompressedSegment segment = new(text, format);

        for (long length = segment.Length - 1; length >= 0; length--)
        {
            segment.File.Truncate(length);
            Assert.Throws<InvalidDataException>(segment.OpenText);
        }
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void File_WithMoreBehindIt_IsNotOpened(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(700), format);
        segment.File.Write(segment.Length, new byte[1]);

        Assert.Throws<InvalidDataException>(segment.OpenText);
    }

    [Fact]
    public void Frame_ThatClaimsMoreThan4MiBOfText_IsRefusedUnread()
    {
        using CompressedSegment segment = new(Texts.Lines(700), CompressionFormat.Gzip);
        byte[] claim = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(claim, (4 * MiB) + 1);
        segment.File.Write(20, claim);
        long before = GC.GetAllocatedBytesForCurrentThread();

        InvalidDataException damage = Assert.Throws<InvalidDataException>(segment.OpenText);

        Assert.Equal("'orders.log.gz': Frame 0 at byte 0: it claims 4194305 bytes of text, and more than 4194304 are not read.", damage.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    // Harmless is, for example, a bit of the padding between the deflate data and the checksum.
    private static void AssertFoundOrHarmless(CompressedSegment segment, byte[] text, ReadOnlySpan<byte> changes)
    {
        long length = segment.Length;
        int found = 0;
        for (long position = 0; position < length; position++)
        {
            foreach (byte bits in changes)
            {
                segment.Flip(position, bits);
                try
                {
                    Assert.True(text.AsSpan().SequenceEqual(segment.ReadAll()), $"Another text, and no exception, with byte {position} changed by {bits:X2}.");
                }
                catch (InvalidDataException)
                {
                    found++;
                }

                segment.Flip(position, bits);
            }
        }

        Assert.InRange(found, length * changes.Length * 9 / 10, length * changes.Length);
    }
}
