using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>Time that stands still until a test advances it, and tells when a timer has been armed.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(Some.Time)
{
    private readonly Channel<TimeSpan> _armed = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Waits for the next timer that is armed, and says after how long it is due.</summary>
    public Task<TimeSpan> NextTimerAsync() => _armed.Reader.ReadAsync().AsTask().OrHung("a timer that is armed");

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), this);
        Tell(dueTime);
        return timer;
    }

    private void Tell(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _armed.Writer.TryWrite(dueTime);
        }
    }

    private sealed class WatchedTimer(ITimer timer, WatchedTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            time.Tell(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
