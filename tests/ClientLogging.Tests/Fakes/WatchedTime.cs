using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>Time that stands still until a test advances it, and tells when a timer has been armed or disarmed.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(Some.Time)
{
    private readonly Channel<TimeSpan> _armed = Channel.CreateUnbounded<TimeSpan>();
    private readonly Channel<bool> _disarmed = Channel.CreateUnbounded<bool>();
    private Action? _atNextReading;

    /// <summary>What the next thread that reads the clock does first: a way into the middle of what it is doing. Timestamps do not count.</summary>
    public Action? AtNextReading
    {
        set => Interlocked.Exchange(ref _atNextReading, value);
    }

    /// <summary>Waits for the next timer that is armed, and says after how long it is due.</summary>
    public Task<TimeSpan> NextTimerAsync() => _armed.Reader.ReadAsync().AsTask().OrHung("a timer that is armed");

    /// <summary>Waits until a sender has nothing to wait for but the next record.</summary>
    public Task NextIdleAsync() => _disarmed.Reader.ReadAsync().AsTask().OrHung("an idle sender");

    public override DateTimeOffset GetUtcNow()
    {
        Interlocked.Exchange(ref _atNextReading, null)?.Invoke();
        return base.GetUtcNow();
    }

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = new WatchedTimer(base.CreateTimer(callback, state, dueTime, period), this);
        if (dueTime != Timeout.InfiniteTimeSpan && period == Timeout.InfiniteTimeSpan)
        {
            Tell(dueTime);                                      // one that is made for later use says nothing, nor does one that nobody waits for
        }

        return timer;
    }

    private void Tell(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _armed.Writer.TryWrite(dueTime);
        }
        else
        {
            _disarmed.Writer.TryWrite(true);
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
