using System.Globalization;

namespace LogActors.Tests;

public sealed class LowPriorityThreadTests
{
    private const string OfThisThread = "/proc/thread-self/stat";
    private const int NiceField = 16;                           // of /proc/…/stat, counted behind the name: the 19th of proc(5)

    [LinuxFact]
    public async Task RunAsync_OnLinux_LowersItsOwnThreadAlone()
    {
        int nice = 0;
        int before = Nice(OfThisThread);

        await LowPriorityThread.RunAsync("test", () => nice = Nice(OfThisThread));

        Assert.Equal((19, before), (nice, Nice("/proc/self/stat")));
    }

    [LinuxFact]
    public async Task RunAsync_OftenAtOnce_LeavesThePoolsThreadsTheirPriority()
    {
        int before = Nice("/proc/self/stat");

        // What follows each run goes to the pool, which starts threads for it.
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            await LowPriorityThread.RunAsync("test", () => { });
            Assert.Equal(before, Nice(OfThisThread));
        }));
    }

    [Fact]
    public async Task RunAsync_OfWhatThrows_EndsInItsException()
    {
        InvalidDataException failure = await Assert.ThrowsAsync<InvalidDataException>(() => LowPriorityThread.RunAsync("test", () => throw new InvalidDataException("no")));

        Assert.Equal("no", failure.Message);
    }

    [Fact]
    public async Task RunAsync_OfWhatIsCancelled_IsCancelled()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        Task run = LowPriorityThread.RunAsync("test", stop.Token.ThrowIfCancellationRequested);

        await Assert.ThrowsAsync<TaskCanceledException>(() => run);
        Assert.True(run.IsCanceled);
    }

    [Fact]
    public async Task RunAsync_DoesNotSeeTheCallersContext()
    {
        AsyncLocal<int> context = new() { Value = 1 };
        int seen = -1;

        await LowPriorityThread.RunAsync("test", () => seen = context.Value);

        Assert.Equal(0, seen);
    }

    private static int Nice(string path)
    {
        string line = File.ReadAllText(path);
        string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(fields[NiceField], CultureInfo.InvariantCulture);
    }
}
