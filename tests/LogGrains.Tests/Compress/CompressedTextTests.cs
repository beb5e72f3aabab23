using CsCheck;

namespace LogActors.Tests;

public sealed class CompressedTextTests
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Read_FromAnyOffset_IsThatPartOfTheText(CompressionFormat format)
    {
        byte[] plain = Texts.Lines((2 * MiB) + 54_321);
        using CompressedSegment segment = new(plain, format);
        using CompressedText text = segment.OpenText();
        byte[] buffer = new byte[plain.Length];
        Gen<int> around = Gen.Select(Gen.Int[0, 2], Gen.Int[-3, 3], (frame, distance) => Math.Max(0, (frame * MiB) + distance));

        Gen.Select(Gen.OneOf(around, Gen.Int[0, plain.Length + 10]), Gen.OneOf(Gen.Int[0, 10], Gen.Int[0, plain.Length])).Sample(
            (offset, count) =>
            {
                int read = text.Read(offset, buffer.AsSpan(0, count));
                ReadOnlySpan<byte> expected = plain.AsSpan(Math.Min(offset, plain.Length));
                return buffer.AsSpan(0, read).SequenceEqual(expected[..Math.Min(count, expected.Length)]);
            },
            iter: 60,
            threads: 1);

        Assert.Equal(plain.Length, text.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Read(-1, buffer));
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Read_OnInSmallPieces_AllocatesNothing(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(10_000), format);
        using CompressedText text = segment.OpenText();
        byte[] piece = new byte[100];
        text.Read(0, piece);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int offset = 0; offset < text.Length; offset += piece.Length)
        {
            text.Read(offset, piece);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_OfADamagedFrame_NamesItAndLeavesTheOthers()
    {
        byte[] plain = Texts.Lines(MiB + 100);
        using CompressedSegment segment = new(plain, CompressionFormat.Zstd);
        segment.Flip(5_000, 0xFF);
        using CompressedText text = segment.OpenText();
        byte[] end = new byte[100];

        InvalidDataException damage = Assert.Throws<InvalidDataException>(() => text.Read(0, new byte[1]));

        Assert.StartsWith("'orders.log.zst': Frame 0 at byte 0: it does not decompress (", damage.Message, StringComparison.Ordinal);
        Assert.Equal(100, text.Read(MiB, end));
        Assert.Equal(plain[MiB..], end);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd, "'orders.log.zst': The file has 0 bytes, too few for a seek table.")]
    [InlineData(CompressionFormat.Gzip, "'orders.log.gz': Frame 0 at byte 0: no gzip member begins here that says its length.")]
    public void Open_OfAnEmptyFile_IsRefused(CompressionFormat format, string message)
    {
        using CompressedSegment segment = new([], format);
        segment.File.Truncate(0);

        Assert.Equal(message, Assert.Throws<InvalidDataException>(segment.OpenText).Message);
    }
}
