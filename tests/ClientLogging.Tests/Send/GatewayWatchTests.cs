namespace LogActors.Tests;

public sealed class GatewayWatchTests : IAsyncDisposable
{
    private readonly WatchedTime _time = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly ProbedSilo _silo = new();
    private readonly GatewayWatch _watch;
    private Task _keeping = Task.CompletedTask;

    public GatewayWatchTests() => _watch = new GatewayWatch(_time, _ended.Token);

    [Theory]
    [InlineData(0, 25)]
    [InlineData(400, 25)]
    [InlineData(1000, 50)]
    [InlineData(4000, 200)]
    [InlineData(3_600_000, 500)]
    public void PauseAfter_TimeWithoutConnection_IsATwentiethOfIt(int away, int pause) =>
        Assert.Equal(TimeSpan.FromMilliseconds(pause), GatewayWatch.PauseAfter(TimeSpan.FromMilliseconds(away)));

    [Fact]
    public async Task WhenConnected_BeforeTheClientHasStarted_Waits()
    {
        _watch.Change(1);

        Task<CancellationToken> connected = _watch.WhenConnectedAsync(default);
        bool early = connected.IsCompleted;
        Keep();
        CancellationToken lost = await connected.OrHung("the connection");

        Assert.False(early);
        Assert.False(lost.IsCancellationRequested);
    }

    [Fact]
    public async Task Change_GatewayLost_EndsTheCallsUnderWayAndHoldsBackOthers()
    {
        Keep();
        _watch.Change(1);
        CancellationToken lost = await _watch.WhenConnectedAsync(default);

        _watch.Change(-1);
        Task<CancellationToken> next = _watch.WhenConnectedAsync(default);

        Assert.True(lost.IsCancellationRequested);
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Change_OneOfTwoGatewaysLost_EndsTheCallsUnderWayAndLetsOthersGo()
    {
        Keep();
        _watch.Change(1);
        _watch.Change(1);
        CancellationToken lost = await _watch.WhenConnectedAsync(default);

        _watch.Change(-1);
        CancellationToken next = await _watch.WhenConnectedAsync(default);

        Assert.True(lost.IsCancellationRequested);
        Assert.False(next.IsCancellationRequested);
    }

    [Fact]
    public async Task Change_ToldInTheWrongOrder_ComesOutRight()
    {
        Keep();
        _watch.Change(1);
        await _watch.WhenConnectedAsync(default);

        _watch.Change(1);                                       // the new connection is told before the loss of the old one
        _watch.Change(-1);
        CancellationToken lost = await _watch.WhenConnectedAsync(default).OrHung("the connection");

        Assert.False(lost.IsCancellationRequested);
    }

    [Fact]
    public async Task KeepConnected_NobodyThere_TriesEverMoreSlowlyAndTellsEachFailure()
    {
        Keep();
        List<double> pauses = [];

        for (int i = 0; i < 40; i++)
        {
            TimeSpan pause = await _time.NextTimerAsync();
            pauses.Add(pause.TotalMilliseconds);
            _time.Advance(pause);
            await _silo.FailNextAsync();
        }

        Assert.Equal(25, pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.True(pauses[^1] > 50, $"The last pause was {pauses[^1]} ms.");
        await _time.NextTimerAsync();
        Assert.Equal(40, _silo.Failures);
    }

    [Fact]
    public async Task KeepConnected_SiloIsBack_LetsCallsGoWithTheConnectionAlready()
    {
        Keep();
        Task<CancellationToken> call = _watch.WhenConnectedAsync(default);
        _time.Advance(await _time.NextTimerAsync());
        TaskCompletionSource probe = await _silo.NextProbeAsync();

        _watch.Change(1);                                       // the probe's connection; its answer has not come yet
        CancellationToken lost = await call.OrHung("the connection");

        Assert.False(lost.IsCancellationRequested);
        probe.SetResult();
    }

    [Fact]
    public async Task KeepConnected_SiloDiesWhileItIsProbed_TriesAgain()
    {
        Keep();
        _time.Advance(await _time.NextTimerAsync());
        await _silo.NextProbeAsync();

        _watch.Change(1);
        _watch.Change(-1);
        TimeSpan pause = await _time.NextTimerAsync();

        Assert.Equal(25, pause.TotalMilliseconds);
    }

    [Fact]
    public async Task KeepConnected_Answer_CountsAsAConnection()
    {
        Keep();
        _time.Advance(await _time.NextTimerAsync());

        (await _silo.NextProbeAsync()).SetResult();

        await _watch.WhenConnectedAsync(default).OrHung("the connection");
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _keeping.OrHung("the end of the watch");
        _ended.Dispose();
    }

    private void Keep() => _keeping = _watch.KeepConnectedAsync(_silo.ProbeAsync, _silo.Fail);
}
