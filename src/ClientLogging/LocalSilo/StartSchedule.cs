namespace LogActors;

/// <summary>When a local silo may be started again: at once after one that lived, and else after a pause that doubles from 1 s to 30 s.</summary>
/// <remarks>No timers. Not thread-safe.</remarks>
internal sealed class StartSchedule(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstWhenTaken = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failures;
    private long _ready;
    private long _ended;
    private TimeSpan _pause;

    public bool IsDue => time.GetElapsedTime(_ended) >= _pause;

    /// <summary>Notes that the started one listens.</summary>
    public void Ready() => _ready = time.GetTimestamp();

    /// <summary>Notes a start that failed.</summary>
    public void Fail() => Pause(First);

    /// <summary>Notes a start that found the log root taken; its owner may be about to end, or to announce itself.</summary>
    public void FindTaken() => Pause(FirstWhenTaken);

    /// <summary>Notes the end of one that has listened. Only if it did so for a while is it no failure: another may end the same way, and at once.</summary>
    public void End()
    {
        _failures = time.GetElapsedTime(_ready) >= Longest ? 0 : _failures;
        Pause(_failures == 0 ? TimeSpan.Zero : First / 2);
    }

    private void Pause(TimeSpan first)
    {
        TimeSpan pause = first * Math.Pow(2, Math.Min(_failures, 10));
        _pause = pause < Longest ? pause : Longest;
        _failures++;
        _ended = time.GetTimestamp();
    }
}
