namespace LogActors.Tests;

/// <summary>An application that ends in whatever way, short of being killed, delivers what it has logged, or says what it has lost; nobody has to dispose of anything.</summary>
public sealed class ProcessEndTests
{
    private const int PerThread = 20_000;

    [Theory]
    [InlineData("return", 0)]
    [InlineData("exit", 7)]
    public async Task Process_ThatEndsWithoutDisposing_DeliversWhatItHasLogged(string ending, int exitCode)
    {
        await using Playground ground = new();
        await ground.StartSiloAsync();
        RunningProgram load = ground.StartLoad("a", threads: 2, PerThread, ending: ending);

        Assert.Equal(exitCode, await load.WaitForExitAsync());

        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, PerThread, "a");
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task Process_ThatIsToldToEnd_DeliversWhatItHasLogged()
    {
        await using Playground ground = new();
        RunningProgram load = ground.StartLoad("a", threads: 2, PerThread, ending: "signal");
        await load.WaitForLineAsync("logged");

        load.Terminate();
        await ground.StartSiloAsync();

        Assert.Equal(0, await load.WaitForExitAsync());
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, PerThread, "a");
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task Process_WithAnUnhandledException_DeliversWhatItHasLoggedAndItsLastWords()
    {
        await using Playground ground = new();
        await ground.StartSiloAsync();
        RunningProgram load = ground.StartLoad("a", threads: 2, PerThread, ending: "throw");

        Assert.NotEqual(0, await load.WaitForExitAsync());

        Assert.Contains("Unhandled exception. System.InvalidOperationException: This is what the test asked for.", load.Output, StringComparison.Ordinal);
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        checker.AssertComplete(2, PerThread, "a");
        Assert.EndsWith(" [Critical] Load The load client fails", Assert.Single(checker.Others), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signal", 100)]
    [InlineData("return", 100)]
    [InlineData("exit", 100)]
    [InlineData("throw", 101)]
    public async Task Process_ThatEndsWhileThereIsNoSilo_SaysWhatItHasLost(string ending, int records)
    {
        await using Playground ground = new();
        RunningProgram load = ground.StartLoad("a", threads: 2, perThread: 50, ending: ending, environment: new() { ["Logging__LogActors__ShutdownTimeout"] = "00:00:01" });

        if (ending == "signal")
        {
            await load.WaitForLineAsync("logged");
            load.Terminate();
        }

        await load.WaitForExitAsync();

        Assert.Contains($"LogActors: {records} records could not be delivered within 1 s", load.Output, StringComparison.Ordinal);
    }
}
