using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class TimingTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task Send_FirstRecord_LeavesAtOnce()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));

        app.Logger.Say("1");

        Assert.Equal(["1"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_RecordAfterAPause_LeavesAtOnce()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        app.Logger.Say("2");

        Assert.Equal(["2"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_UnderLoad_GathersUpToFlushInterval()
    {
        await using LoggingApp app = App(TimeSpan.FromMilliseconds(2));
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        app.Logger.Say("2");
        app.Logger.Say("3");
        first.Answer();

        TimeSpan due = await _time.NextTimerAsync();
        app.Logger.Say("4");
        _time.Advance(due);

        Assert.Equal(TimeSpan.FromMilliseconds(2), due);
        Assert.Equal(["2", "3", "4"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_AfterACallThatTookLonger_DoesNotWaitAgain()
    {
        await using LoggingApp app = App(TimeSpan.FromMilliseconds(2));
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();
        app.Logger.Say("2");
        _time.Advance(TimeSpan.FromMilliseconds(3));

        first.Answer();

        Assert.Equal(["2"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_FullBatch_LeavesBeforeFlushInterval()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        await ArmedAsync(app);

        for (int i = 0; i < 20; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));
        }

        SentBatch full = await _cluster.AnswerNextAsync();
        Assert.InRange(full.Payload.Length, 14 * 1024, 16 * 1024);
    }

    [Fact]
    public async Task Send_BatchesThatFill_GrowAndShrinkAgainWhenTheyStaySmall()
    {
        await using LoggingApp app = App(TimeSpan.Zero);
        app.Logger.Say("1");
        StalledCall call = await _cluster.NextCallAsync();
        for (int i = 0; i < 700; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));
        }

        List<int> sizes = [call.Batch.Array.Length / 1024];
        call.Answer();
        while (sizes.Count < 6)
        {
            sizes.Add((await _cluster.AnswerNextAsync()).Array.Length / 1024);
        }

        while (sizes.Count < 10)
        {
            app.Logger.Say("small");
            sizes.Add((await _cluster.AnswerNextAsync()).Array.Length / 1024);
        }

        Assert.Equal([16, 16, 64, 256, 256, 256, 256, 64, 16, 16], sizes);
    }

    [Fact]
    public async Task Send_CriticalRecord_LeavesAtOnceWithWhatCameBefore()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        await ArmedAsync(app);

        app.Logger.Say("help", LogLevel.Critical);

        Assert.Equal(["gathers", "help"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_CriticalRecordDuringACall_LeavesRightAfterIt()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));
        app.Logger.Say("1");
        StalledCall first = await _cluster.NextCallAsync();

        app.Logger.Say("help", LogLevel.Critical);
        first.Answer();

        Assert.Equal(["help"], (await _cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Send_FromManyThreads_KeepsAtMostTwoCallsInFlight()
    {
        await using LoggingApp app = App(TimeSpan.Zero);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                app.Logger.Say($"{number}:{i}");
            }
        }))];
        int arrived = 0;

        Array.ForEach(threads, thread => thread.Start());
        while (arrived < 2000)
        {
            arrived += (await _cluster.AnswerNextAsync()).RecordCount;
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.InRange(_cluster.MostInFlight, 1, 2);
    }

    [Fact]
    public async Task Options_FlushIntervalBecomesShorter_TakesEffectOnWhatGathers()
    {
        await using LoggingApp app = App(TimeSpan.FromSeconds(10));
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        await ArmedAsync(app);

        app.Options.Change(Some.Options(flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero));

        Assert.Equal(["gathers"], (await _cluster.AnswerNextAsync()).Messages);
    }

    private LoggingApp App(TimeSpan flushInterval) => new(_cluster, Some.Options(flushInterval: flushInterval, shutdownTimeout: TimeSpan.Zero), _time);

    private async Task ArmedAsync(LoggingApp app)
    {
        app.Logger.Say("gathers");
        await _time.NextTimerAsync();
    }
}
