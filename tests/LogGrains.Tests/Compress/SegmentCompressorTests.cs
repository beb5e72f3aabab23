using CsCheck;

namespace LogActors.Tests;

public sealed class SegmentCompressorTests
{
    private const int MiB = 1024 * 1024;

    public static TheoryData<CompressionFormat, int> LengthsAroundFrames
    {
        get
        {
            TheoryData<CompressionFormat, int> data = [];
            foreach (CompressionFormat format in (CompressionFormat[])[CompressionFormat.Zstd, CompressionFormat.Gzip])
            {
                foreach (int length in (int[])[0, 1, 255, 256, MiB - 1, MiB, MiB + 1, (3 * MiB) + 12_345])
                {
                    data.Add(format, length);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(LengthsAroundFrames))]
    public void Compress_OfAnyLength_IsReadBackAsItWas(CompressionFormat format, int length)
    {
        foreach (byte[] text in (byte[][])[Texts.Lines(length), Texts.Noise(length)])
        {
            using CompressedSegment segment = new(text, format);

            Assert.Equal(segment.File.Length, segment.Length);
            Assert.Null(segment.Check());
            Assert.True(text.AsSpan().SequenceEqual(segment.ReadAll()));
        }
    }

    [Fact]
    public void Compress_OfRandomLengthsAndLevels_IsReadBackAsItWas() =>
        Gen.Select(Gen.Int[0, 5 * MiB / 2], Gen.Bool, Gen.Bool, Gen.Int[1, 9]).Sample(
            (length, isZstd, isNoise, level) =>
            {
                byte[] text = isNoise ? Texts.Noise(length) : Texts.Lines(length);
                using CompressedSegment segment = new(text, isZstd ? CompressionFormat.Zstd : CompressionFormat.Gzip, level);
                return segment.Check() is null && text.AsSpan().SequenceEqual(segment.ReadAll());
            },
            iter: 10,
            threads: 1);

    [Fact]
    public void Compress_WhatZlibMakesLonger_FitsItsMember()
    {
        byte[] text = Texts.HighNoise(MiB);

        using CompressedSegment segment = new(text, CompressionFormat.Gzip, level: 1);

        Assert.InRange(segment.Length, MiB * 9 / 8 - 1024, long.MaxValue);
        Assert.Null(segment.Check());
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Compress_IntoALongerFile_LeavesNothingOfIt(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Noise(1000), format);
        byte[] first = segment.Bytes;
        segment.File.Write(segment.Length, new byte[5000]);

        SegmentCompressor.Compress(segment.Source, segment.File, format, CompressionLevels.Default(format), CancellationToken.None);

        Assert.Equal(first, segment.Bytes);
    }

    [Theory]
    [InlineData(CompressionFormat.None, 1)]
    [InlineData(CompressionFormat.Zstd, 0)]
    [InlineData(CompressionFormat.Zstd, 20)]
    [InlineData(CompressionFormat.Gzip, 0)]
    [InlineData(CompressionFormat.Gzip, 10)]
    public void Compress_ByALevelThatIsNone_IsRefused(CompressionFormat format, int level)
    {
        using TemporaryFolder folder = new();
        using IStoredFile file = new LogStorage().Open(folder["orders.log"]);
        file.Write(0, "text"u8);

        Assert.Throws<ArgumentOutOfRangeException>(() => SegmentCompressor.Compress(file, file, format, level, CancellationToken.None));
        Assert.Equal(4, file.Length);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Compress_CancelledWithinAFrame_EndsBehindIt(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(3 * MiB), format);
        using CancellationTokenSource stop = new();
        CancellingFile destination = new(segment.File, stop);

        Assert.Throws<OperationCanceledException>(() => SegmentCompressor.Compress(segment.Source, destination, format, 1, stop.Token));

        Assert.Equal(1, destination.Writes);
    }

    [Fact]
    public void Compress_OfASegmentThatBecomesShorter_Fails()
    {
        using CompressedSegment segment = new(Texts.Lines(100), CompressionFormat.Zstd);

        EndOfStreamException failure = Assert.Throws<EndOfStreamException>(
            () => SegmentCompressor.Compress(new ShrinkingFile(segment.Source), segment.File, CompressionFormat.Zstd, 3, CancellationToken.None));

        Assert.Equal("The segment was 100 bytes long when its compression began, and ends before byte 100 now.", failure.Message);
    }

    [ProgramFact("gzip")]
    public void Gzip_OfTheFile_GivesTheText() => AssertProgramGivesTheText("gzip", CompressionFormat.Gzip);

    [ProgramFact("zstd")]
    public void Zstd_OfTheFile_GivesTheText() => AssertProgramGivesTheText("zstd", CompressionFormat.Zstd);

    private static void AssertProgramGivesTheText(string program, CompressionFormat format)
    {
        foreach (byte[] text in (byte[][])[[], Texts.Lines(1), Texts.Lines(MiB), Texts.Lines((2 * MiB) + 1), Texts.Noise(MiB + 1000)])
        {
            using CompressedSegment segment = new(text, format);

            Assert.True(text.AsSpan().SequenceEqual(CommandLine.Output(program, "-dc", segment.Path)), $"{program} gives another text, of {text.Length} bytes.");
        }
    }
}
