using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Tests;

/// <summary>Silence is never loss: what had to be dropped is counted, and the log file itself says so.</summary>
public sealed partial class FullBufferTests
{
    [Fact]
    public async Task SiloAwayAndBufferFull_LogFileTellsOfEveryDroppedRecord()
    {
        await using Playground ground = new();
        RunningProgram load = ground.StartLoad("a", threads: 2, perThread: 50_000, environment: new()
        {
            ["Logging__LogActors__WhenFull"] = "Drop",
            ["Logging__LogActors__BufferCapacityBytes"] = "262144",
        });
        await load.WaitForLineAsync("logged");

        await ground.StartSiloAsync();

        Assert.Equal(0, await load.WaitForExitAsync());
        Match counts = Counts().Match(load.Output);
        long accepted = Number(counts.Groups[1]);
        long written = Number(counts.Groups[2]);
        long dropped = Number(counts.Groups[3]);
        LoadChecker checker = LoadChecker.Read(ground.Lines("load"));
        Assert.Equal(100_000, accepted);
        Assert.Equal(accepted, written + dropped);
        Assert.True(dropped > 50_000, $"Only {dropped} were dropped: the buffer was not full, and nothing has been shown.");
        Assert.Equal(written, checker.AssertRising());
        Assert.Equal(dropped, checker.Others.Sum(line => Number(Report().Match(line).Groups[1])));
    }

    [GeneratedRegex(@"accepted (\d+) written (\d+) dropped (\d+)")]
    private static partial Regex Counts();

    [GeneratedRegex(@"^\S+ \[Warning\] LogActors\.Client (\d+) records were dropped between \S+ and \S+: buffer full: \1 Information$")]
    private static partial Regex Report();

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);
}
