using static LogActors.Chaos.Tests.MadeUpRun;

namespace LogActors.Chaos.Tests;

/// <summary>Where the oldest segments are deleted, what was in them may be missing, and nothing else.</summary>
public sealed class DeletedRecordsTests
{
    private const string Second = "chaos-20261123.0002.log";
    private const string Third = "chaos-20261123.0003.log";

    [Fact]
    public void Check_RecordsSentBeforeTheOldestThatIsLeft_MayBeGone()
    {
        using MadeUpRun run = TwoProducers().Segment(Second, Records("b", 0, 4)).Segment(Third, Records("a", 5, 9));

        CheckResult result = run.Check(backupCount: 1);

        Assert.True(result.IsClean, string.Join('\n', result.Examples));
        Assert.Empty(result.Examples);
    }

    [Fact]
    public void Check_RecordsSentAfterTheOldestThatIsLeft_AreLost()
    {
        using MadeUpRun run = TwoProducers().Segment(Second, Records("b", 0, 4)).Segment(Third, Records("a", 7, 9));

        Assert.Equal(2, run.Check(backupCount: 1).Lost);
    }

    [Fact]
    public void Check_ProducerOfWhichNothingIsLeft_HasLostWhatWasSentAfterTheOldest()
    {
        using MadeUpRun run = TwoProducers().Segment(Second, Records("b", 0, 2)).Segment(Third, Records("b", 3, 4));

        Assert.Equal(5, run.Check(backupCount: 1).Lost);
    }

    [Fact]
    public void Check_NothingMayBeDeletedAndTheBeginningIsGone_IsLost()
    {
        using MadeUpRun run = TwoProducers().Segment(Second, Records("b", 0, 4)).Segment(Third, Records("a", 5, 9));

        Assert.Equal(5, run.Check().Lost);
    }

    [Fact]
    public void Check_OneSegmentTooManyDeleted_IsFound()
    {
        using MadeUpRun run = TwoProducers().Segment(Second, Records("b", 0, 4), Records("a", 5, 9));

        Assert.Equal(1, run.Check(backupCount: 1).Segments);
    }

    [Fact]
    public void Check_NewerSegmentDeletedInsteadOfAnOlderOne_IsFound()
    {
        using MadeUpRun run = TwoProducers().Segment("chaos-20261123.log", Records("a", 0, 4)).Segment(Third, Records("a", 5, 9));

        CheckResult result = run.Check(backupCount: 1);

        Assert.Equal(1, result.Segments);
        Assert.False(result.IsClean);
    }

    [Fact]
    public void Check_SegmentsThatShouldHaveBeenDeleted_AreFound()
    {
        using MadeUpRun run = TwoProducers().Segment("chaos-20261123.log", Records("a", 0, 4)).Segment(Second, Records("b", 0, 4)).Segment(Third, Records("a", 5, 5))
            .Segment("chaos-20261123.0004.log", Records("a", 6, 6)).Segment("chaos-20261123.0005.log", Records("a", 7, 9));

        Assert.Equal(1, run.Check(backupCount: 1).Segments);
    }

    // "a" was acknowledged for 0 to 4, then "b" for 0 to 4, then "a" for the rest.
    private static MadeUpRun TwoProducers()
    {
        MadeUpRun run = new();
        run.Producer("a", a =>
        {
            Send(a, 0);
            run.Producer("b", b => Send(b, 0));
            Send(a, 5);
        });
        return run;
    }

    private static void Send(HistoryWriter history, long first)
    {
        history.Invoke(0, first, 5);
        history.Answer(0, first, 5, Receipt(first + 4));
    }
}
