using NodaTime;

namespace LogActors.Tests;

public sealed class JournalReaderTests
{
    private static readonly JournalHeader Header = new()
    {
        Epoch = 1,
        Segment = "orders-20260102.log",
        SegmentNumber = 2,
        PeriodStart = Instant.FromUtc(2026, 1, 2, 0, 0),
        Previous = "orders-20260101.log",
        VoidFrom = 8,
    };

    [Fact]
    public void Frame_HasTheBytesThatEarlierVersionsWrote() =>
        Assert.Equal("1000000003E8030000000000002C01000000000000188B661C", Convert.ToHexString(new FrameBuffer().Mark(FrameKind.Sync, 1000, 300)));

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../orders-20260102.log")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public void Header_WithWhatIsNoFileName_IsNone(string name)
    {
        Assert.Null(JournalReader.Read(Frames(header: Header with { Segment = name })));
        Assert.Null(JournalReader.Read(Frames(header: Header with { Previous = name })));
    }

    [Fact]
    public void Header_IsReadAsItWasWritten()
    {
        JournalHeader[] headers = [Header, Header with { Segment = null, Previous = null, VoidFrom = null }, Header with { PeriodStart = Instant.MinValue }, Header with { PeriodStart = Instant.MaxValue - Duration.Epsilon }];

        Assert.All(headers, header => Assert.Equal(header with { Producers = [], PeriodStart = Instant.FromUnixTimeTicks(header.PeriodStart.ToUnixTimeTicks()) }, JournalReader.Read(Frames(header))!.Header with { Producers = [] }));
    }

    [Fact]
    public void Header_WithNumbersOutOfRange_IsNone()
    {
        JournalHeader[] headers =
        [
            Header with { Epoch = -1 }, Header with { Epoch = long.MaxValue }, Header with { SegmentNumber = long.MaxValue }, Header with { Start = -1 }, Header with { VoidFrom = -2 },
            Header with { Producers = [new ProducerState(Guid.Empty, -1, 0)] }, Header with { Producers = [new ProducerState(Guid.Empty, 0, -1)] },
        ];

        Assert.All(headers, header => Assert.Null(JournalReader.Read(Frames(header))));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-4)]
    [InlineData(long.MaxValue - 3)]
    public void Group_ThatRunsOverTheEndOfTheNumberRange_EndsTheJournal(long start)
    {
        byte[] journal = Frames(Header with { Start = Math.Max(start, 0) }, frames => frames.Group(0, start, 4, 0, []).ToArray());

        Assert.Empty(JournalReader.Read(journal)!.Groups);
    }

    [Fact]
    public void SecondHeader_AsLongAsAMark_EndsTheJournal()
    {
        byte[] journal = Frames(Header, frames => frames.Mark(FrameKind.Header, 100, 0).ToArray(), frames => frames.Group(0, 0, 4, 0, []).ToArray());

        JournalContent content = JournalReader.Read(journal)!;

        Assert.Equal((0, 0L), (content.Groups.Count, content.SyncedTo));
    }

    [Fact]
    public void MarkBehindDamage_ThatSpeaksOfWhatIsBeforeIt_StillCounts()
    {
        byte[] header = Frames(Header);
        byte[] first = new FrameBuffer().Group(0, 0, 4, 0, []).ToArray();
        byte[] written = new FrameBuffer().Group(1, 4, 4, 0, []).ToArray();                 // while the sync was under way
        written[7] ^= 1;

        JournalContent content = JournalReader.Read([.. header, .. first, .. written, .. new FrameBuffer().Mark(FrameKind.Sync, 4, header.Length + first.Length)])!;

        Assert.Equal((1, 4L, false), (content.Groups.Count, content.SyncedTo, content.Corrupt));
    }

    private static byte[] Frames(JournalHeader header, params Func<FrameBuffer, byte[]>[] more)
    {
        FrameBuffer frames = new();
        return [.. frames.Header(header), .. more.SelectMany(frame => frame(frames))];
    }
}
