using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

public sealed class StartScheduleTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly StartSchedule _starts;

    public StartScheduleTests() => _starts = new StartSchedule(_time);

    [Fact]
    public void Start_First_IsDue() => Assert.True(_starts.IsDue);

    [Fact]
    public void Fail_AgainAndAgain_DoublesThePauseFrom1To30Seconds() =>
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => PauseAfter(_starts.Fail)));

    [Fact]
    public void FindTaken_AgainAndAgain_DoublesThePauseFromAQuarterOfASecond() =>
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 9).Select(_ => PauseAfter(_starts.FindTaken)));

    [Fact]
    public void End_OfSilosThatLivedLong_IsFollowedByAnotherAtOnce() =>
        Assert.Equal([0, 0, 0], Enumerable.Range(0, 3).Select(_ => PauseAfter(() => LiveFor(30))));

    [Fact]
    public void End_OfSilosThatLivedShortly_DoublesThePauseFromTheSecondOn() =>
        Assert.Equal([0, 1, 2, 4, 8, 16, 30], Enumerable.Range(0, 7).Select(_ => PauseAfter(() => LiveFor(29))));

    private void LiveFor(int seconds)
    {
        _starts.Ready();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _starts.End();
    }

    private double PauseAfter(Action happens)
    {
        happens();
        TimeSpan step = TimeSpan.FromMilliseconds(50);
        TimeSpan pause = TimeSpan.Zero;
        while (!_starts.IsDue)
        {
            _time.Advance(step);
            pause += step;
        }

        return pause.TotalSeconds;
    }
}
