namespace LogActors.Tests;

/// <summary>A local silo that cannot be started, as the connection sees it that asks for the gateways all the time.</summary>
[Collection(nameof(StandardErrorCapture))]
public sealed class FailedStartTests : IDisposable
{
    private const int PortTaken = 4;
    private const int LogRootTaken = 3;

    private readonly WatchedTime _time = new();
    private readonly StandardErrorCapture _error = new();
    private readonly LocalSiloOptions _options = new() { Directory = Path.Combine(Path.GetTempPath(), $"nobody-{Guid.NewGuid():N}") };
    private int _starts;

    [Fact]
    public async Task FindGateways_ForAMinute_StartsLessAndLessOftenAndSaysItOnce()
    {
        await using LocalSilo silo = new(_options, _time, () => Start(PortTaken));
        silo.AllowStart();

        await AskForAsync(silo, TimeSpan.FromSeconds(60));

        Assert.Equal(6, _starts);                               // after 0, 1, 3, 7, 15 and 31 s
        Assert.Equal([$"LogActors: The local silo of log root '{_options.Directory}' ended with exit code 4: It cannot."], _error.Lines);
    }

    [Fact]
    public async Task FindGateways_BeforeItMayStartASilo_FindsNoneAndStartsNone()
    {
        await using LocalSilo silo = new(_options, _time, () => Start(PortTaken));

        Assert.Empty(await silo.FindGatewaysAsync(CancellationToken.None));

        Assert.Equal(0, _starts);
        Assert.Empty(_error.Lines);
    }

    [Fact]
    public async Task FindGateways_ForTenMinutes_SaysItOnceAMinute()
    {
        await using LocalSilo silo = new(_options, _time, () => Start(PortTaken));
        silo.AllowStart();

        await AskForAsync(silo, TimeSpan.FromMinutes(10));

        Assert.Equal(24, _starts);
        Assert.Equal(10, _error.Lines.Length);
    }

    [Fact]
    public async Task FindGateways_WithoutAProgram_SaysItOnceAMinute()
    {
        await using LocalSilo silo = new(_options, _time, () =>
        {
            _starts++;
            throw new SiloNotStartedException("No silo program was found.");
        });
        silo.AllowStart();

        await AskForAsync(silo, TimeSpan.FromSeconds(60));

        Assert.Equal(6, _starts);
        Assert.Equal(["LogActors: No silo program was found."], _error.Lines);
    }

    [Fact]
    public async Task FindGateways_LogRootTakenByASiloThatDoesNotAnnounceItself_StartsLessAndLessOftenAndSaysWho()
    {
        await using LocalSilo silo = new(_options, _time, () => Start(LogRootTaken));
        silo.AllowStart();

        Task asked = silo.FindGatewaysAsync(CancellationToken.None);
        while (!asked.IsCompleted)
        {
            Task<TimeSpan> timer = _time.NextTimerAsync();
            if (await Task.WhenAny(asked, timer) == timer)
            {
                _time.Advance(await timer);
            }
        }

        Assert.Equal(7, _starts);                               // after 0, 0.25, 0.75, 1.75, 3.75, 7.75 and 15.75 s
        Assert.Equal([$"LogActors: No local silo for log root '{_options.Directory}' answered within 30 s. It cannot."], _error.Lines);
    }

    /// <summary>The owner's process cannot be looked at, as if it were another user's; that the log root is locked proves that it lives.</summary>
    [Fact]
    public async Task FindGateways_LogRootTakenByASiloThatIsNamed_GivesItsGatewayAndStartsLessAndLessOften()
    {
        SiloAnnouncement owner = new("/elsewhere", int.MaxValue, 0, 30000, "by-hand", "logs", "", 1);
        await using LocalSilo silo = new(_options, _time, () =>
        {
            _starts++;
            return new EndedSilo(LogRootTaken, "It cannot.", owner);
        });
        silo.AllowStart();

        for (int second = 0; second < 60; second++)
        {
            Assert.Equal(30000, Assert.Single(await silo.FindGatewaysAsync(CancellationToken.None)).Port);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(("by-hand", "logs"), (silo.ClusterId, silo.ServiceId));
        Assert.InRange(_starts, 2, 8);
        Assert.Empty(_error.Lines);
    }

    [Fact]
    public void Write_AfterAHundredLines_KeepsToTheEventSourceExceptForLosses()
    {
        for (int line = 0; line < 150; line++)
        {
            StandardError.Write("again");
        }

        StandardError.WriteLoss("3 records are lost.");

        Assert.Equal(102, _error.Lines.Length);
        Assert.Equal("LogActors: 3 records are lost.", _error.Lines[^1]);
    }

    public void Dispose() => _error.Dispose();

    private EndedSilo Start(int code)
    {
        _starts++;
        return new EndedSilo(code, "It cannot.");
    }

    // As the connection's retry filter does.
    private async Task AskForAsync(LocalSilo silo, TimeSpan duration)
    {
        TimeSpan step = TimeSpan.FromMilliseconds(250);
        for (TimeSpan passed = TimeSpan.Zero; passed < duration; passed += step)
        {
            await silo.FindGatewaysAsync(CancellationToken.None);
            _time.Advance(step);
        }
    }
}
