using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>Closing at the very moment at which the sender has found nothing that is due.</summary>
public sealed class StopRaceTests
{
    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task DisposeAsync_WhileTheSenderFindsNothingDue_DeliversWhatGathers()
    {
        LoggingApp app = await CloseInTheMiddleAsync();

        Assert.Equal(new DeliveryCounts(3, 2, 1), app.Delivery.Counts);
    }

    [Fact]
    public async Task Flush_AfterSuchAClose_Completes()
    {
        LoggingApp app = await CloseInTheMiddleAsync();

        await app.Delivery.FlushAsync().OrHung("the flush");

        Assert.Equal(0, app.Delivery.Counts.Waiting);
    }

    // The sender reads the clock for the report of a dropped record while it holds the buffer's lock and a record gathers. There the provider is disposed of by another
    // thread, which gets as far as that lock; then the sender goes on.
    private async Task<LoggingApp> CloseInTheMiddleAsync()
    {
        LoggingApp app = new(_cluster, Some.Options(flushInterval: TimeSpan.FromSeconds(10)), _time);
        app.Logger.Say("1");
        await _cluster.AnswerNextAsync();
        app.Logger.Say("2");
        await _time.NextTimerAsync();
        TaskCompletionSource<Task> disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread closing = new(() => disposed.SetResult(app.Provider.DisposeAsync().AsTask()));
        void CloseHere()
        {
            closing.Start();
            bool blocked = SpinWait.SpinUntil(() => closing.ThreadState.HasFlag(ThreadState.WaitSleepJoin), TimeSpan.FromMinutes(1));
            Assert.True(blocked, "Hung: nobody closes the buffer.");
        }

        _time.AtNextReading = () => _time.AtNextReading = CloseHere;                 // the first reading is the drop's own, under the same lock
        app.Delivery.BufferFor(Some.File).CountDropped(DropReason.Reentrant, LogLevel.Information);
        app.Options.Change(Some.Options(flushInterval: TimeSpan.FromSeconds(10)));   // wakes the sender
        Task end = await disposed.Task.OrHung("the close");
        Task<StalledCall> last = _cluster.NextCallAsync();
        if (await Task.WhenAny(end, last) == last)
        {
            (await last).Answer();
        }

        await end.OrHung("the end of the provider");
        return app;
    }
}
