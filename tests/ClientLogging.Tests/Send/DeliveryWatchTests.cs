using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class DeliveryWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly StandardErrorCapture _error = new();
    private readonly DeliveryWatch _watch;

    public DeliveryWatchTests() => _watch = new DeliveryWatch(Some.File, () => 42, _time);

    [Fact]
    public void Look_TenSecondsAfterABatchSetOut_SaysOnceWhatIsTheMatter()
    {
        _watch.Begin();
        _watch.Fail("DiskFull: No space left.");
        Pass(9.9);
        string[] early = _error.Lines;

        Pass(0.1);
        Pass(300);

        Assert.Empty(early);
        Assert.Equal(["LogActors: Nothing has been written to log file 'orders' for 10 s: DiskFull: No space left. 42 records wait."], _error.Lines);
    }

    [Fact]
    public void Look_CallThatIsNeverAnswered_SaysSo()
    {
        _watch.Begin();

        Pass(11);

        Assert.Equal(["LogActors: Nothing has been written to log file 'orders' for 11 s: no answer. 42 records wait."], _error.Lines);
    }

    [Fact]
    public void Succeed_AfterItWasSaid_SaysThatItGoesOn()
    {
        _watch.Begin();
        Pass(10);
        _time.Advance(TimeSpan.FromSeconds(25));

        _watch.Succeed();
        Pass(100);

        Assert.Equal("LogActors: Records for log file 'orders' are written again, after 35 s.", _error.Lines[^1]);
        Assert.Equal(2, _error.Lines.Length);
    }

    [Fact]
    public void Succeed_InTime_SaysNothingAndForgetsTheReason()
    {
        _watch.Begin();
        _watch.Fail("Busy");
        Pass(9);

        _watch.Succeed();
        Pass(100);

        Assert.Empty(_error.Lines);
        Assert.Null(_watch.Reason);
    }

    [Fact]
    public void Look_StopsAgainAndAgain_SaysItOnceAMinute()
    {
        for (int second = 0; second < 120; second += 20)
        {
            _watch.Begin();
            Pass(20);
            _watch.Succeed();
        }

        Assert.Equal(2, _error.Lines.Count(line => line.Contains("Nothing has been written", StringComparison.Ordinal)));
        Assert.Equal(2, _error.Lines.Count(line => line.Contains("written again", StringComparison.Ordinal)));
    }

    [Fact]
    public void Fail_ReasonOfSeveralLines_IsSaidInOne()
    {
        _watch.Begin();
        _watch.Fail("First.\r\nSecond.\n");

        Pass(10);

        Assert.Equal(["LogActors: Nothing has been written to log file 'orders' for 10 s: First. Second. 42 records wait."], _error.Lines);
    }

    [Fact]
    public void Refuse_ManyTimes_SaysTheFirstAtOnceAndTheRestTogether()
    {
        _watch.Refuse(1, "It does not please.");
        _watch.Refuse(2, "It does not please.");
        _watch.Refuse(3, "Nor this.");
        string[] first = _error.Lines;

        Pass(10);
        _watch.Refuse(4, "Nor that.");
        _watch.Close();

        Assert.Equal(["LogActors: The silo refused 1 records for log file 'orders': It does not please."], first);
        Assert.Equal(
            [
                "LogActors: The silo refused 5 records for log file 'orders': Nor this.",
                "LogActors: The silo refused 4 records for log file 'orders': Nor that.",
            ],
            _error.Lines[1..]);
    }

    public void Dispose() => _error.Dispose();

    private void Pass(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _watch.Look();
    }
}
