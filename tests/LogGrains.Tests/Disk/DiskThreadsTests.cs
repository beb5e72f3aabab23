using System.Collections.Concurrent;

namespace LogActors.Tests;

/// <summary>Threads that wait for the disk in place of the pool's.</summary>
public sealed class DiskThreadsTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();

    [Fact]
    public async Task Run_IsNotOnAThreadOfThePool()
    {
        bool? pool = null;

        await DiskThreads.RunAsync(() => pool = Thread.CurrentThread.IsThreadPoolThread);

        Assert.False(pool);
    }

    [Fact]
    public async Task Run_OfMoreThanThereAreThreads_RunsAllOfThem_OnThose()
    {
        DiskThreads threads = new(max: 3);
        using SemaphoreSlim begun = new(0);
        ConcurrentDictionary<int, bool> onThreads = new();
        Task[] all = [.. Enumerable.Range(0, 10).Select(_ => threads.StartAsync(() =>
        {
            onThreads[Environment.CurrentManagedThreadId] = true;
            begun.Release();
            _gate.Wait();
        }))];

        for (int i = 0; i < 3; i++)
        {
            await begun.WaitAsync();                            // three wait at the same time, although none has ended
        }

        _gate.Set();
        await Task.WhenAll(all);

        Assert.Equal(3, onThreads.Count);
    }

    [Fact]
    public void Run_WhereTheSystemGivesNoThread_IsOnTheOneThatAsks()
    {
        DiskThreads threads = new(max: 3, _ => throw new OutOfMemoryException());
        int? thread = null;

        Task done = threads.StartAsync(() => thread = Environment.CurrentManagedThreadId);

        Assert.True(done.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public async Task Run_WhereTheSystemGivesNoFurtherThread_IsOnTheOneThatThereIs()
    {
        int started = 0;
        DiskThreads threads = new(max: 3, work =>
        {
            if (started++ > 0)
            {
                throw new OutOfMemoryException();
            }

            new Thread(work) { IsBackground = true }.UnsafeStart();
        });
        ConcurrentDictionary<int, bool> onThreads = new();
        Task[] all = [.. Enumerable.Range(0, 4).Select(_ => threads.StartAsync(() =>
        {
            onThreads[Environment.CurrentManagedThreadId] = Thread.CurrentThread.IsThreadPoolThread;
            _gate.Wait();
        }))];

        _gate.Set();
        await Task.WhenAll(all);

        Assert.Equal([false], onThreads.Values);
        Assert.True(started > 1);
    }

    [Fact]
    public async Task Run_OfWhatFails_FailsAsItDid_AndTheThreadGoesOn()
    {
        DiskThreads threads = new(max: 1);

        IOException failure = await Assert.ThrowsAsync<IOException>(() => threads.StartAsync(() => throw new IOException("the disk is gone")));
        bool ran = false;
        await threads.StartAsync(() => ran = true);

        Assert.Equal("the disk is gone", failure.Message);
        Assert.True(ran);
    }

    [Fact]
    public async Task Run_OfWhatAwaits_EndsWhenThatHasEnded()
    {
        TaskCompletionSource inner = new();

        Task outer = DiskThreads.RunAsync(() => inner.Task);
        Assert.False(outer.IsCompleted);
        inner.SetException(new IOException("later"));

        Assert.Equal("later", (await Assert.ThrowsAsync<IOException>(() => outer)).Message);
    }

    [Fact]
    public async Task StartedInIt_GoesToThePool()
    {
        bool? pool = null;

        await DiskThreads.RunAsync(() => Task.Factory.StartNew(() => pool = Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current));

        Assert.True(pool);
    }

    public void Dispose() => _gate.Dispose();
}
