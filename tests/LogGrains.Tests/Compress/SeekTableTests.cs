using System.Buffers.Binary;

namespace LogActors.Tests;

public sealed class SeekTableTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public void Table_OfNoFrames_IsAsTheSpecificationHasIt()
    {
        using CompressedSegment segment = new([], CompressionFormat.Zstd);

        Assert.Equal("5E2A4D18-09000000-00000000-00-B1EA928F", Hex(segment.Bytes, 4, 4, 4, 1, 4));
    }

    [Fact]
    public void Table_OfTwoFrames_SaysTheirLengths()
    {
        using CompressedSegment segment = new(Texts.Noise(MiB + 3), CompressionFormat.Zstd);
        byte[] table = segment.Bytes[^33..];
        long frames = segment.Length - table.Length;

        Assert.Equal($"5E2A4D18-19000000-{Hex((uint)frames - 16)}-00001000-10000000-03000000-02000000-00-B1EA928F", Hex(table, 4, 4, 4, 4, 4, 4, 4, 1, 4));
    }

    [Fact]
    public void Table_OfMoreFramesThanAPiece_NamesThemAll()
    {
        using TemporaryFolder folder = new();
        using IStoredFile file = new LogStorage().Open(folder["orders.log.zst"]);
        using ZstdFrameEncoder encoder = new(1);
        long end = 0;
        for (int i = 0; i < 1_025; i++)
        {
            ReadOnlySpan<byte> frame = encoder.Encode(new byte[1 + (i % 300)]);
            file.Write(end, frame);
            end += frame.Length;
        }

        encoder.WriteEnd(file, end);

        TextFrame[] read = [.. SeekTable.Read(file)];
        Assert.Equal(Enumerable.Range(0, 1_025).Select(i => 1 + (i % 300)), read.Select(frame => frame.TextLength));
        Assert.Equal(end, read[^1].Offset + read[^1].Length);
    }

    [Fact]
    public void Member_OfGzip_BeginsWithItsLengths()
    {
        using CompressedSegment segment = new(Texts.Lines(300), CompressionFormat.Gzip);

        Assert.Equal($"1F8B0804-00000000-00FF-0C00-4C410800-{Hex((uint)segment.Length - 34)}-2C010000", Hex(segment.Bytes, 4, 4, 2, 2, 4, 4, 4));
        Assert.Equal("1F8B0804-00000000-00FF-0C00-4C410800-22000000-00000000-0300-00000000-00000000", Hex(segment.Bytes[^34..], 4, 4, 2, 2, 4, 4, 4, 2, 4, 4));
    }

    private static string Hex(byte[] bytes, params int[] lengths)
    {
        int at = 0;
        return string.Join('-', lengths.Select(length => Convert.ToHexString(bytes, (at += length) - length, length)));
    }

    private static string Hex(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Convert.ToHexString(bytes);
    }
}
