namespace LogActors.Tests;

public sealed class StartWatchTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly WatchedTime _time = new();
    private readonly CancellationTokenSource _started = new();
    private readonly GatewayWatch _gateways;
    private readonly StartWatch _watch;
    private readonly Task _stuck;

    public StartWatchTests()
    {
        _gateways = new GatewayWatch(_time, default);
        _watch = new StartWatch(_gateways, _time);
        _stuck = _watch.WhenStuckAsync(_started.Token);
    }

    [Fact]
    public async Task WhenStuck_GatewayLostAndNothingTried_CompletesAfterASecond()
    {
        _gateways.Change(1);
        _gateways.Change(-1);

        TimeSpan due = await _time.NextTimerAsync();
        bool early = _stuck.IsCompleted;
        _time.Advance(due);
        await _stuck.OrHung("the end of the patience");

        Assert.Equal(Second, due);
        Assert.False(early);
    }

    [Fact]
    public async Task WhenStuck_AttemptsFail_GoesOnWaiting()
    {
        _gateways.Change(1);
        _gateways.Change(-1);
        await _time.NextTimerAsync();
        _time.Advance(Second / 2);
        _watch.NoteFailure();

        _time.Advance(Second / 2);
        TimeSpan due = await _time.NextTimerAsync();

        Assert.Equal(Second / 2, due);
        Assert.False(_stuck.IsCompleted);
    }

    [Fact]
    public async Task WhenStuck_AnotherGatewayIsThere_GoesOnWaiting()
    {
        _gateways.Change(1);
        _gateways.Change(-1);
        TimeSpan due = await _time.NextTimerAsync();
        _gateways.Change(1);
        _time.Advance(due);

        _gateways.Change(-1);
        TimeSpan next = await _time.NextTimerAsync();

        Assert.Equal(Second, next);
        Assert.False(_stuck.IsCompleted);
    }

    [Fact]
    public async Task WhenStuck_NobodyHasEverListened_WaitsUntilTheStartIsOver()
    {
        _watch.NoteFailure();
        _time.Advance(TimeSpan.FromHours(1));
        bool early = _stuck.IsCompleted;

        await _started.CancelAsync();

        Assert.False(early);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _stuck);
    }

    public void Dispose()
    {
        _started.Cancel();
        _started.Dispose();
    }
}
