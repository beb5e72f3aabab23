using System.Diagnostics;
using System.Globalization;

namespace LogActors.Tests;

/// <summary>The embedded default: applications start the silo themselves, share it, and it outlives them only as long as it must.</summary>
public sealed class LocalSiloTests
{
    [Fact]
    public async Task Orders_AloneWithRequests_StartsASiloAndEndsWithEverythingInTheFile()
    {
        await using Playground ground = new();

        RunningProgram orders = ground.Start(Programs.Orders, [], "--requests=300", "--urls", "http://127.0.0.1:0", "--Logging:LogActors:ShutdownTimeout", "00:01:00");
        int exitCode = await orders.WaitForExitAsync();

        Assert.Equal(0, exitCode);
        string[] output = orders.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Orders listens on http://127.0.0.1:", output[0], StringComparison.Ordinal);
        Assert.Equal("Requests:    300", output[1]);
        Assert.EndsWith(" 0 dropped", output[2], StringComparison.Ordinal);
        Assert.Equal($"Log file:    {Path.Combine(ground.LogRoot, "orders.log")}", output[3]);
        Assert.Equal(4, output.Length);
        string[] lines = File.ReadAllLines(Path.Combine(ground.LogRoot, "orders.log"));
        Assert.Equal(240, lines.Count(line => line.Contains(" placed for ", StringComparison.Ordinal)));
        Assert.Equal(30, lines.Count(line => line.Contains(" is not known", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("\tSystem.InvalidOperationException: Payment ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--requests is 'many'; it must be a whole number from 1 up.", "--requests", "many")]
    [InlineData("--requests is '0'; it must be a whole number from 1 up.", "--requests=0")]
    [InlineData("--requests is ''; it must be a whole number from 1 up.", "--requests")]
    [InlineData("'--request=5' is not understood.", "--request=5")]
    [InlineData("'requests' is not understood.", "requests")]
    [InlineData("'--urls' is not understood.", "--urls")]
    public async Task Orders_WithArgumentsItDoesNotKnow_SaysHowItIsUsed(string expected, params string[] arguments)
    {
        await using Playground ground = new();

        RunningProgram orders = ground.Start(Programs.Orders, [], arguments);
        int exitCode = await orders.WaitForExitAsync();

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"{expected}\nUsage: Orders [--requests N]", orders.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApplicationKilled_SiloWritesWhatItHasAndLeavesByItself()
    {
        await using Playground ground = new();
        RunningProgram load = StartLocal(ground, "a", 20_000);
        await load.WaitForLineAsync("logged");
        using Process silo = await AnnouncedSiloAsync(ground);

        load.Kill();
        await silo.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.False(File.Exists(SiloPath(ground)), "The silo's announcement is still there.");
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        Assert.Equal(checker.Records, checker.AssertRising());
        Assert.Empty(checker.Others);
    }

    [Fact]
    public async Task TwoApplicationsAtOnce_ShareOneSilo()
    {
        await using Playground ground = new();

        RunningProgram[] loads = [StartLocal(ground, "a", 5_000), StartLocal(ground, "b", 5_000), StartLocal(ground, "c", 5_000)];
        foreach (RunningProgram load in loads)
        {
            await load.WaitForLineAsync("logged");
        }

        using Process silo = await AnnouncedSiloAsync(ground);
        foreach (RunningProgram load in loads)
        {
            load.WriteLine("");
            Assert.Equal(0, await load.WaitForExitAsync());
        }

        await silo.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        LoadChecker.Read(ground.Lines("load")).AssertComplete(1, 5_000, "a", "b", "c");
    }

    [Fact]
    public async Task CtrlC_ReachingApplicationAndSilo_EndsBothInOrderWithoutLoss()
    {
        await using Playground ground = new();
        RunningProgram orders = ground.Start(Programs.Orders, [], "--urls", "http://127.0.0.1:0");
        string address = (await orders.WaitForLineAsync("Orders listens on ")).Split(' ')[^1];
        using Process silo = await AnnouncedSiloAsync(ground);
        using HttpClient http = new() { BaseAddress = new Uri(address) };
        for (int i = 0; i < 50; i++)
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri($"/orders/{i + 1_000_000}", UriKind.Relative));
        }

        RunningProgram.Interrupt(silo.Id);
        RunningProgram.Interrupt(orders.Id);

        Assert.Equal(0, await orders.WaitForExitAsync());
        await silo.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        string[] lines = [.. ground.Lines("orders")];
        Assert.Equal(50, lines.Count(line => line.Contains(" is not known", StringComparison.Ordinal)));
        Assert.Contains("Application is shutting down", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SiloKilled_ApplicationStartsAnotherAndGoesOn()
    {
        await using Playground ground = new();
        RunningProgram orders = ground.Start(Programs.Orders, new() { ["Logging__LogActors__ShutdownTimeout"] = "00:01:00" }, "--urls", "http://127.0.0.1:0");
        string address = (await orders.WaitForLineAsync("Orders listens on ")).Split(' ')[^1];
        using (Process silo = await AnnouncedSiloAsync(ground))
        {
            silo.Kill();
            await silo.WaitForExitAsync();
        }

        using HttpClient http = new() { BaseAddress = new Uri(address) };
        using HttpResponseMessage response = await http.GetAsync(new Uri("/orders/1234567", UriKind.Relative));
        orders.Terminate();

        Assert.Equal(0, await orders.WaitForExitAsync());
        Assert.Single(ground.Lines("orders"), line => line.Contains("Order 1234567 is not known", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SiloStartedByHand_IsUsedAndThenReplacedByAnother()
    {
        await using Playground ground = new();
        RunningProgram silo = await ground.StartSiloAsync();
        RunningProgram orders = ground.Start(Programs.Orders, new() { ["Logging__LogActors__ShutdownTimeout"] = "00:01:00" }, "--urls", "http://127.0.0.1:0");
        string address = (await orders.WaitForLineAsync("Orders listens on ")).Split(' ')[^1];
        using HttpClient http = new() { BaseAddress = new Uri(address) };
        await WaitForFileAsync(Path.Combine(ground.LogRoot, "orders.log"));
        bool served = !silo.HasExited;

        silo.Terminate();
        Assert.Equal(0, await silo.WaitForExitAsync());
        using HttpResponseMessage response = await http.GetAsync(new Uri("/orders/1234567", UriKind.Relative));
        using Process another = await AnnouncedSiloAsync(ground);
        orders.Terminate();

        Assert.True(served);
        Assert.Equal(0, await orders.WaitForExitAsync());
        string[] lines = [.. ground.Lines("orders")];
        Assert.Single(lines, line => line.Contains("Application started", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Order 1234567 is not known", StringComparison.Ordinal));
    }

    public enum Obstacle
    {
        AnotherRuntimeFolder,
        LinkToTheLogRoot,
        NoRuntimeFolder,
    }

    /// <summary>The second application cannot find the announcement of the first one's silo; the silo that it starts finds the log root taken, and names the owner.</summary>
    [Theory]
    [InlineData(Obstacle.AnotherRuntimeFolder, false)]
    [InlineData(Obstacle.AnotherRuntimeFolder, true)]
    [InlineData(Obstacle.LinkToTheLogRoot, false)]
    [InlineData(Obstacle.NoRuntimeFolder, false)]
    public async Task LivingSilo_WithoutAnAnnouncementInSight_IsUsed(Obstacle obstacle, bool byHand)
    {
        await using Playground ground = new();
        string none = Path.Combine(ground.Folder, "file");
        await File.WriteAllTextAsync(none, "");
        string link = Path.Combine(ground.Folder, "link");
        Directory.CreateDirectory(ground.LogRoot);
        Directory.CreateSymbolicLink(link, ground.LogRoot);
        RunningProgram? silo = byHand ? await ground.StartSiloAsync() : null;
        RunningProgram? first = byHand ? null : StartLocal(ground, "a", 100, obstacle == Obstacle.NoRuntimeFolder ? none : null);
        await WaitForFileAsync(Path.Combine(ground.LogRoot, ".logactors", "announcement.json"));

        RunningProgram second = obstacle switch
        {
            Obstacle.AnotherRuntimeFolder => StartLocal(ground, "b", 100, Path.Combine(ground.Folder, "other-run")),
            Obstacle.LinkToTheLogRoot => StartLocal(ground, "b", 100, root: link),
            _ => StartLocal(ground, "b", 100, none),
        };
        await second.WaitForLineAsync("logged");
        second.WriteLine("");
        Assert.Equal(0, await second.WaitForExitAsync());
        Assert.Contains("accepted 100 written 100 dropped 0", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("does not answer", second.Output, StringComparison.Ordinal);
        first?.WriteLine("");
        Assert.Equal(0, first is null ? 0 : await first.WaitForExitAsync());
        Assert.False(silo?.HasExited ?? false);
        silo?.Terminate();
        await (silo?.WaitForExitAsync() ?? Task.CompletedTask);
        LoadChecker.Read(ground.Lines("load")).AssertComplete(1, 100, byHand ? ["b"] : ["a", "b"]);
    }

    private static RunningProgram StartLocal(Playground ground, string tag, int records, string? runtimeFolder = null, string? root = null) => ground.Start(
        Programs.LoadClient,
        new()
        {
            ["Logging__LogActors__File"] = "load",
            ["Logging__LogActors__LocalSilo__Path"] = Programs.Silo,
            ["Logging__LogActors__LocalSilo__Directory"] = root ?? ground.LogRoot,
            ["Logging__LogActors__ShutdownTimeout"] = "00:00:20",
            ["LOGACTORS_RUNTIME_DIR"] = runtimeFolder ?? Path.Combine(ground.Folder, "run"),
        },
        tag,
        "1",
        records.ToString(CultureInfo.InvariantCulture),
        "pause");

    private static string SiloPath(Playground ground)
    {
        string folder = Path.Combine(ground.Folder, "run");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").FirstOrDefault() ?? "" : "";
    }

    private static async Task WaitForFileAsync(string path)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (!File.Exists(path))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    // The announcement appears when the silo is ready; there is no event across processes to wait for.
    private static async Task<Process> AnnouncedSiloAsync(Playground ground)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            string path = SiloPath(ground);
            if (path.Length > 0)
            {
                SiloAnnouncement silo = SiloAnnouncement.FromJson(await File.ReadAllTextAsync(path, patience.Token))!;
                return Process.GetProcessById(silo.ProcessId);
            }
        }

        throw new InvalidOperationException("Unreachable: the timer does not end.");
    }
}
