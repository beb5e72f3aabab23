using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class WaitTests
{
    private static LogActorsOptions Waiting(TimeSpan maxWait, TimeSpan? shutdownTimeout = null) => Some.Options(
        capacityBytes: 64 * 1024, maxRecordBytes: 4096, whenFull: WhenFull.Wait, maxWait: maxWait, flushInterval: TimeSpan.Zero, shutdownTimeout: shutdownTimeout);

    [Fact]
    public async Task Log_NoRoomComes_DropsAfterMaxWait()
    {
        await using LoggingApp app = new(new UnreachableCluster(), Waiting(TimeSpan.FromMilliseconds(1), TimeSpan.Zero));

        for (int i = 0; i < 100; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));
        }

        Assert.InRange(app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Information), 30, 60);
        Assert.Equal(100, app.Delivery.Counts.Accepted);
    }

    [Fact]
    public async Task Log_RoomComesInTime_KeepsEveryRecordInOrder()
    {
        StallingCluster cluster = new();
        await using LoggingApp app = new(cluster, Waiting(TimeSpan.FromMinutes(1)));
        List<string> arrived = [];
        Task logging = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 500; i++)
                {
                    app.Logger.Say(Some.Kilobyte($"{i}"));
                }
            },
            TaskCreationOptions.LongRunning);

        while (arrived.Count < 500)
        {
            StalledCall call = await cluster.NextCallAsync();
            arrived.AddRange(call.Batch.Messages);
            call.Answer();
        }

        await logging.OrHung("the end of logging");
        Assert.Equal(Enumerable.Range(0, 500).Select(i => Some.Kilobyte($"{i}")), arrived);
        Assert.Equal(0, app.Delivery.Counts.Dropped);
    }

    [Fact]
    public async Task Log_FromManyThreadsThatWait_KeepsEachThreadsOrder()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Waiting(TimeSpan.FromMinutes(1)));
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 500; i++)
            {
                app.Logger.Say(Some.Kilobyte($"{number}:{i}:"));
            }
        }))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        await app.Delivery.FlushAsync().OrHung("the flush");

        foreach (IGrouping<string, string[]> thread in silo.Messages.Select(message => message.Split(':')).GroupBy(parts => parts[0]))
        {
            Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), thread.Select(parts => parts[1]));
        }

        Assert.Equal(new DeliveryCounts(2000, 2000, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Dispose_WhileACallerWaits_LetsItGoAndCountsItsRecords()
    {
        UnreachableCluster nobody = new();
        LoggingApp app = new(nobody, Waiting(TimeSpan.FromMinutes(10), TimeSpan.Zero));
        Task logging = Task.Factory.StartNew(
            () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    app.Logger.Say(Some.Kilobyte($"{i}"));
                }
            },
            TaskCreationOptions.LongRunning);
        await nobody.Called;

        await app.DisposeAsync();
        await logging.OrHung("the end of logging");

        Assert.Equal(new DeliveryCounts(200, 0, 200), app.Delivery.Counts);
        Assert.Equal(0, app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Information));
    }

    [Fact]
    public async Task Log_InterruptedWhileItWaits_DropsTheRecordAndLeavesTheInterruptToTheCaller()
    {
        UnreachableCluster nobody = new();
        await using LoggingApp app = new(nobody, Waiting(TimeSpan.FromMinutes(10), TimeSpan.Zero));
        app.Logger.Say("taken by the sender");
        await nobody.Called;
        bool interrupted = false;
        Thread thread = new(() =>
        {
            for (int i = 0; app.Delivery.Counts.Dropped == 0; i++)
            {
                Thread.CurrentThread.Interrupt();               // takes effect at the next wait
                app.Logger.Say(Some.Kilobyte($"{i}"));
            }

            try
            {
                new ManualResetEventSlim(false).Wait(TimeSpan.FromMinutes(1));
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        });

        thread.Start();
        thread.Join();

        Assert.True(interrupted, "The interrupt was swallowed.");
        Assert.Equal(1, app.Delivery.Dropped(DropReason.BufferFull, LogLevel.Information));
        Assert.Equal(1, app.Delivery.Counts.Dropped);
    }
}
