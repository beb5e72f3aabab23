using static LogActors.Chaos.Tests.MadeUpRun;

namespace LogActors.Chaos.Tests;

/// <summary>Receipts that contradict earlier ones are found even when the file looks perfect in the end.</summary>
public sealed class ProducerHistoryTests
{
    private const string Day = "chaos-20261123.log";

    [Fact]
    public void Receipt_BelowAnAcknowledgedSequence_IsARegression()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history =>
        {
            Answered(history, 0, 10, Receipt(9));
            Answered(history, 10, 5, Receipt(4, AppendOutcome.OutOfOrder));
        }).Segment(Day, Records("a", 0, 14));

        CheckResult result = run.Check();

        Assert.Equal(1, result.Regressions);
        Assert.Contains("9 was acknowledged", Assert.Single(result.Examples), StringComparison.Ordinal);
    }

    [Fact]
    public void Receipt_ThatDoesNotCoverItsBatch_IsARegression()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history => Answered(history, 0, 10, Receipt(8))).Segment(Day, Records("a", 0, 9));

        Assert.Equal(1, run.Check().Regressions);
    }

    [Fact]
    public void Receipt_ForMoreThanWasSent_IsARegression()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history => Answered(history, 0, 10, Receipt(12))).Segment(Day, Records("a", 0, 9));

        Assert.Equal(1, run.Check().Regressions);
    }

    [Fact]
    public void Receipt_ForMoreThanItsBatchAfterATimeout_IsClean()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history =>
        {
            history.Invoke(0, 0, 10);
            history.Unknown(0, 0, 10);
            Answered(history, 0, 3, Receipt(9));
        }).Segment(Day, Records("a", 0, 9));

        CheckResult result = run.Check();

        Assert.True(result.IsClean);
        Assert.Equal(10, result.Acknowledged);
    }

    [Theory]
    [InlineData(AppendOutcome.Fenced)]
    [InlineData(AppendOutcome.Refused)]
    public void Answer_ThatASoundBatchNeverGets_IsARegression(AppendOutcome outcome)
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history => Answered(history, 0, 10, Receipt(-1, outcome)));

        Assert.Equal(1, run.Check().Regressions);
    }

    [Theory]
    [InlineData(AppendOutcome.Busy)]
    [InlineData(AppendOutcome.DiskFull)]
    [InlineData(AppendOutcome.Faulted)]
    [InlineData(AppendOutcome.ShuttingDown)]
    public void Answer_ThatPutsOff_IsClean(AppendOutcome outcome)
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history =>
        {
            Answered(history, 0, 10, Receipt(9));
            Answered(history, 10, 10, Receipt(-1, outcome));
        }).Segment(Day, Records("a", 0, 9));

        Assert.True(run.Check().IsClean);
    }

    [Fact]
    public void Receipt_InANewEpoch_BeginsAgain()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history =>
        {
            Answered(history, 0, 10, Receipt(9));
            history.Invoke(1, 0, 5);
            history.Answer(1, 0, 5, Receipt(4));
        });

        Assert.Equal(0, run.Check().Regressions);
    }

    [Fact]
    public void Durable_CountsOnlyReceiptsOfThatLevel()
    {
        using MadeUpRun run = new MadeUpRun().Producer("a", history =>
        {
            Answered(history, 0, 10, Receipt(9, level: AckLevel.Durable));
            Answered(history, 10, 10, Receipt(19));
            Answered(history, 20, 5, Receipt(9, AppendOutcome.OutOfOrder));
        }).Segment(Day, Records("a", 0, 9));

        Assert.Equal((10, 0, 0), (run.Check(AckLevel.Durable).Acknowledged, run.Check(AckLevel.Durable).Lost, run.Check(AckLevel.Durable).Regressions));
        Assert.Equal((20, 10, 1), (run.Check().Acknowledged, run.Check().Lost, run.Check().Regressions));
    }

    [Theory]
    [InlineData(1, 2, 0)]
    [InlineData(2, 2, 1)]
    [InlineData(2, 1, 1)]
    public void WriterEpoch_ThatDoesNotRiseAcrossARestart_IsARegression(long before, long after, long regressions)
    {
        using MadeUpRun run = new();
        run.Producer("a", history =>
        {
            Answered(history, 0, 5, Receipt(4, writerEpoch: before));
            run.Restarts.Add(HistoryWriter.Now());
            Answered(history, 5, 5, Receipt(9, writerEpoch: after));
        }).Segment(Day, Records("a", 0, 9));

        Assert.Equal(regressions, run.Check().Regressions);
    }

    [Fact]
    public void WriterEpoch_OfACallThatWasUnderWayDuringTheRestart_MayBeEither()
    {
        using MadeUpRun run = new();
        run.Producer("a", history =>
        {
            Answered(history, 0, 5, Receipt(4, writerEpoch: 1));
            history.Invoke(0, 5, 5);
            run.Restarts.Add(HistoryWriter.Now());
            history.Answer(0, 5, 5, Receipt(9, writerEpoch: 2));
            Answered(history, 10, 5, Receipt(14, writerEpoch: 2));
        }).Segment(Day, Records("a", 0, 14));

        Assert.True(run.Check().IsClean);
    }

    [Fact]
    public void History_WhoseLastLineWasCutByAKill_IsRead()
    {
        ProducerHistory history = new("a", AckLevel.Written, []);

        history.Add("""{"t":1,"p":"a","ev":"invoke","e":0,"first":0,"n":5}""");
        history.Add("""{"t":2,"p":"a","ev":"ok","e":0,"fir""");

        Assert.Equal((4, -1), (history.MaxInvoked, history.MaxAcknowledged));
    }

    [Fact]
    public void DurableReceipt_ForWhatIsGoneAfterARestart_IsLostAndTakenBack()
    {
        using MadeUpRun run = new();
        run.Producer("a", history =>
        {
            Answered(history, 0, 10, Receipt(9, level: AckLevel.Durable));
            Answered(history, 10, 10, Receipt(19, level: AckLevel.Durable));
            Restart(run);
            Answered(history, 20, 5, Receipt(9, AppendOutcome.OutOfOrder, writerEpoch: 2));
        }).Segment(Day, Records("a", 0, 9));

        CheckResult result = run.Check(AckLevel.Durable);

        Assert.Equal((10, 1), (result.Lost, result.Regressions));
    }

    private static void Restart(MadeUpRun run) => run.Restarts.Add(HistoryWriter.Now());

    private static void Answered(HistoryWriter history, long first, int count, AppendReceipt receipt)
    {
        history.Invoke(0, first, count);
        history.Answer(0, first, count, receipt);
    }
}
