using System.Text;
using static LogActors.Chaos.Tests.MadeUpRun;

namespace LogActors.Chaos.Tests;

/// <summary>A segment counts once, whether it is plain, compressed or both, and has to be there in one of the forms.</summary>
public sealed class SegmentFormsTests
{
    private const string Day = "chaos-20261123.log";
    private const string Second = "chaos-20261123.0002.log";

    [Theory]
    [InlineData("chaos-20261123.log.zst", "chaos-20261123.0002.log.gz", "chaos-20261123.0003.log")]
    [InlineData("chaos.log.2026-11-23.gz", "chaos.log.2026-11-23.0002.zst", "chaos.log")]
    public void Check_SomeSegmentsCompressed_ReadsAllInOrder(string first, string second, string current)
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9)
            .Segment(current, Records("a", 8, 9)).Compressed(second, Records("a", 3, 7)).Compressed(first, Records("a", 0, 2));

        CheckResult result = run.Check();

        Assert.True(result.IsClean, string.Join('\n', result.Examples));
        Assert.Equal(10, result.Checked);
    }

    [Fact]
    public void Check_PlainAndCompressedAlike_CountsOnce()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Segment(Day, Records("a", 0, 4)).Compressed($"{Day}.zst", Records("a", 0, 4)).Segment(Second, Records("a", 5, 9));

        CheckResult result = run.Check();

        Assert.True(result.IsClean, string.Join('\n', result.Examples));
        Assert.Equal(10, result.Checked);
    }

    [Fact]
    public void Check_PlainAndCompressedThatDiffer_IsFound()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 4, 4).Segment(Day, Records("a", 0, 4)).Compressed($"{Day}.gz", Records("a", 0, 3));

        Assert.Equal(1, run.Check().Segments);
    }

    [Fact]
    public void Check_HalfMadeCompressedSegment_IsNotRead()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 4, 4).Segment(Day, Records("a", 0, 4)).Bytes($".{Day}.zst.new", "half"u8.ToArray());

        Assert.True(run.Check().IsClean);
    }

    [Fact]
    public void Check_CompressedSegmentThatIsDamaged_IsFoundAndItsRecordsAreLost()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 4, 4).Bytes($"{Day}.zst", Encoding.UTF8.GetBytes(Records("a", 0, 4)));

        CheckResult result = run.Check();

        Assert.Equal((1, 5), (result.Segments, result.Lost));
    }

    [Fact]
    public void Check_SegmentInNeitherForm_IsFound()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 4, 4).Compressed($"{Day}.zst", Records("a", 0, 2)).Segment("chaos-20261123.0003.log", Records("a", 3, 4));

        Assert.Equal(1, run.Check().Segments);
    }
}
