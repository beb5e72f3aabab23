namespace LogActors.Tests;

public sealed class CompressionCheckTests
{
    private const int MiB = 1024 * 1024;

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Find_OfAChangedByteOfTheSegment_SaysWhichOne(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(MiB + 100), format);
        segment.Source.Write(MiB + 7, [0]);

        CompressionDifference? difference = segment.Check();

        Assert.Equal(MiB + 7, difference?.TextOffset);
        Assert.Matches($"^Frame 1 at byte [0-9]+ differs from the segment at byte {MiB + 7} of the text\\.$", difference?.What);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Find_OfASegmentOfAnotherLength_SaysWhereItEnds(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(1000), format);

        segment.Source.Write(1000, [0]);
        Assert.Equal(new CompressionDifference(1000, "The frames hold 1000 bytes of text, and the segment 1001."), segment.Check());

        segment.Source.Truncate(990);
        Assert.Equal(new CompressionDifference(990, "Frame 0 at byte 0 differs from the segment at byte 990 of the text."), segment.Check());
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd, "^Frame 1 at byte [0-9]+: it does not decompress \\(.+\\)\\.$")]
    [InlineData(CompressionFormat.Gzip, "^Frame 1 at byte [0-9]+: it does not decompress \\(.+\\)\\.$")]
    public void Find_OfADamagedFrame_SaysWhatIsWrong(CompressionFormat format, string what)
    {
        byte[] text = [.. Texts.Lines(MiB), .. Texts.Noise(1000)];
        using CompressedSegment segment = new(text, format);
        segment.Flip(segment.Length - 500, 0xFF);

        CompressionDifference? difference = segment.Check();

        Assert.Equal(MiB, difference?.TextOffset);
        Assert.Matches(what, difference?.What);
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Find_Cancelled_Ends(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(1000), format);

        Assert.Throws<OperationCanceledException>(() => CompressionCheck.Find(segment.Source, segment.File, format, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(CompressionFormat.Zstd)]
    [InlineData(CompressionFormat.Gzip)]
    public void Find_OfAFileThatIsNoneOfOurs_SaysSo(CompressionFormat format)
    {
        using CompressedSegment segment = new(Texts.Lines(1000), format);
        segment.File.Truncate(0);
        segment.File.Write(0, Texts.Lines(1000));

        Assert.Equal(0, segment.Check()?.TextOffset);
    }
}
