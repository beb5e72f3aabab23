using System.Text;
using static LogActors.Chaos.Tests.MadeUpRun;

namespace LogActors.Chaos.Tests;

/// <summary>The checker finds each kind of damage, counts it right, and finds none where there is none.</summary>
public sealed class FileCheckerTests
{
    private const string Day = "chaos-20261123.log";

    [Fact]
    public void Check_SoundFile_IsCleanAndCountsEverything()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Producer("b", 4, 2)
            .Segment(Day, Records("a", 0, 4), Records("b", 0, 3), Records("a", 5, 9));

        CheckResult result = run.Check();

        Assert.Equal(new CheckResult { Acknowledged = 13, Checked = 14, Examples = result.Examples }, result);
        Assert.Empty(result.Examples);
    }

    [Fact]
    public void Check_SegmentsOfSeveralDaysAndNumbers_AreReadInOrder()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9)
            .Segment("chaos-20261124.log", Records("a", 8, 9)).Segment("chaos-20261123.0010.log", Records("a", 6, 7))
            .Segment("chaos-20261123.0002.log", Records("a", 3, 5)).Segment(Day, Records("a", 0, 2)).Segment("chaos.log.txt", "not a segment");
        for (int number = 3; number < 10; number++)
        {
            run.Segment($"chaos-20261123.{number:D4}.log");
        }

        Assert.True(run.Check().IsClean);
    }

    [Fact]
    public void Check_NothingWrittenOfWhatWasAcknowledged_IsLost()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 6);

        Assert.Equal(7, run.Check().Lost);
    }

    [Fact]
    public void Check_AcknowledgedEndMissing_IsLost()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Segment(Day, Records("a", 0, 6));

        Assert.Equal(3, run.Check().Lost);
    }

    [Fact]
    public void Check_AcknowledgedMiddleMissing_IsLost()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Segment(Day, Records("a", 0, 3), Records("a", 6, 9));

        CheckResult result = run.Check();

        Assert.Equal((2, 0), (result.Lost, result.Gaps));
    }

    [Fact]
    public void Check_UnacknowledgedMiddleMissing_IsAGap()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 5), Records("a", 8, 9));

        CheckResult result = run.Check();

        Assert.Equal((0, 2), (result.Lost, result.Gaps));
    }

    [Fact]
    public void Check_UnacknowledgedEndMissing_IsClean()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 6));

        Assert.True(run.Check().IsClean);
    }

    [Fact]
    public void Check_Repeats_AreDoubled()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Segment(Day, Records("a", 0, 5), Records("a", 4, 9)).Segment("chaos-20261124.log", Records("a", 9, 9));

        CheckResult result = run.Check();

        Assert.Equal((3, 0, 0), (result.Doubled, result.Reordered, result.Lost));
    }

    [Fact]
    public void Check_TwoBatchesSwapped_AreReordered()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 9).Segment(Day, Records("a", 0, 1), Records("a", 5, 9), Records("a", 2, 4));

        CheckResult result = run.Check();

        Assert.Equal((0, 3, 0, 0), (result.Doubled, result.Reordered, result.Lost, result.Gaps));
    }

    [Fact]
    public void Check_LastLineWithoutEnd_IsTorn()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 4), Records("a", 5, 5).TrimEnd('\n'));

        CheckResult result = run.Check();

        Assert.Equal((1, 5, 0), (result.Torn, result.Checked, result.Lost));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(60)]
    public void Check_LineCutAnywhere_IsTorn(int bytes)
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 4), Records("a", 5, 5)[..bytes], "\n", Records("a", 5, 6));

        CheckResult result = run.Check();

        Assert.Equal((1, 0, 0), (result.Torn, result.Doubled, result.Foreign));
    }

    [Fact]
    public void Check_RestOfALine_IsTorn()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 4), Records("a", 5, 5)[25..]);

        Assert.Equal(1, run.Check().Torn);
    }

    [Fact]
    public void Check_TwoLinesRunTogether_AreTorn()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 3), Records("a", 4, 4)[..60], Records("a", 5, 5), Records("a", 6, 6));

        CheckResult result = run.Check();

        Assert.Equal(1, result.Torn);
        Assert.Equal(1, result.Lost);                           // the first of the two
    }

    [Fact]
    public void Check_ZeroBytes_AreTorn()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Records("a", 0, 4));
        bytes.AsSpan(300, 64).Clear();
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Bytes(Day, bytes);

        Assert.True(run.Check().Torn >= 1);
    }

    [Fact]
    public void Check_OneBitFlippedInAMessage_IsTorn()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Records("a", 0, 4));
        bytes[60] ^= 1;
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Bytes(Day, bytes);

        CheckResult result = run.Check();

        Assert.Equal((1, 1), (result.Torn, result.Lost));
    }

    [Fact]
    public void Check_RecordThatWasNeverSent_IsForeign()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 10));

        Assert.Equal(1, run.Check().Foreign);
    }

    [Fact]
    public void Check_RecordOfAnUnknownProducer_IsForeign()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 4), Records("z", 0, 1));

        Assert.Equal(2, run.Check().Foreign);
    }

    [Fact]
    public void Check_WholeLineOfAnotherCategory_IsForeign()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 4), Line("Shop.Orders", "hello"));

        Assert.Equal(1, run.Check().Foreign);
    }

    [Fact]
    public void Check_LinesOfTheClientAndOfAttackers_AreCountedApart()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4)
            .Segment(Day, Records("a", 0, 4), Line("LogActors.Client", "3 records were dropped between …"), Line(ChaosRecord.HostileCategory, "boo"));

        CheckResult result = run.Check();

        Assert.True(result.IsClean);
        Assert.Equal((1, 1), (result.System, result.Hostile));
    }

    [Fact]
    public void Check_LinesLongerThanTheReadBuffer_AreRead()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", 9, 4).Segment(Day, Records("a", 0, 2), Line("LogActors.Client", new string('x', 3_000_000)), Records("a", 3, 4));

        CheckResult result = run.Check();

        Assert.True(result.IsClean);
        Assert.Equal((1, 5), (result.System, result.Checked));
    }
}
