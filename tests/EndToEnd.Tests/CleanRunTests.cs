namespace LogActors.Tests;

/// <summary>Real producers and a real silo over TCP: every record arrives exactly once, each thread's in order.</summary>
public sealed class CleanRunTests
{
    [Fact]
    public async Task OneProcess_MillionRecordsFromFourThreads_AllArriveOnceInOrder()
    {
        await using Playground ground = new();
        await ground.StartSiloAsync();

        RunningProgram load = ground.StartLoad("a", threads: 4, perThread: 250_000);
        int exitCode = await load.WaitForExitAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("accepted 1000000 written 1000000 dropped 0", load.Output, StringComparison.Ordinal);
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(4, 250_000, "a");
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task FourProcesses_HundredThousandRecordsEach_AllArriveOnceInOrder()
    {
        await using Playground ground = new();
        await ground.StartSiloAsync();

        string[] tags = ["a", "b", "c", "d"];
        RunningProgram[] loads = [.. tags.Select(tag => ground.StartLoad(tag, threads: 2, perThread: 50_000))];
        foreach (RunningProgram load in loads)
        {
            Assert.Equal(0, await load.WaitForExitAsync());
        }

        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, 50_000, tags);
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task SiloStoppedAndRestartedInTheMiddle_AllArriveOnceInOrder()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        RunningProgram[] loads = [ground.StartLoad("a", threads: 2, perThread: 300_000), ground.StartLoad("b", threads: 2, perThread: 300_000)];
        foreach (RunningProgram load in loads)
        {
            await load.WaitForLineAsync("started");
        }

        for (int restart = 0; restart < 3; restart++)
        {
            long before = SegmentBytes(ground);
            await GrowthAsync(ground, before + 1_000_000);
            silo.Terminate();
            Assert.Equal(0, await silo.WaitForExitAsync());
            silo = await ground.StartSiloAsync();
        }

        foreach (RunningProgram load in loads)
        {
            Assert.Equal(0, await load.WaitForExitAsync());
            Assert.Contains("accepted 600000 written 600000 dropped 0", load.Output, StringComparison.Ordinal);
        }

        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, 300_000, "a", "b");
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task SiloStartedAfterTheApplication_DeliversWhatWasBuffered()
    {
        await using Playground ground = new();
        RunningProgram load = ground.StartLoad("a", threads: 2, perThread: 10_000);
        await load.WaitForLineAsync("logged");

        await ground.StartSiloAsync();

        Assert.Equal(0, await load.WaitForExitAsync());
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, 10_000, "a");
        Assert.Empty(checker.Others);
    }

    private static long SegmentBytes(Playground ground) => Directory.GetFiles(ground.LogRoot, "load-*.log").Sum(path => new FileInfo(path).Length);

    // The load must be well under way before the silo is stopped; a file has no event that says how long it has become.
    private static async Task GrowthAsync(Playground ground, long bytes)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20));
        while (SegmentBytes(ground) < bytes && await timer.WaitForNextTickAsync())
        {
        }
    }
}
