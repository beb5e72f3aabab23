namespace LogActors;

/// <summary>How long to wait before a batch is sent again: doubling from 50 ms to 5 s, with jitter so that many producers do not come back at once.</summary>
/// <remarks>Pure arithmetic, without timers. Not thread-safe.</remarks>
internal sealed class RetrySchedule(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private int _failures;

    /// <summary>Counts a failure and says how long to wait: 50 to 100 % of the step that has been reached.</summary>
    /// <param name="asked">What the silo asked for, which counts as the step if it is not zero.</param>
    public TimeSpan Next(TimeSpan asked)
    {
        TimeSpan step = asked > TimeSpan.Zero ? asked : First * Math.Pow(2, Math.Min(_failures, 10));
        _failures++;
        step = step > Longest ? Longest : step;
        return step * (0.5 + (random.NextDouble() / 2));
    }

    /// <summary>Starts over after a success.</summary>
    public void Reset() => _failures = 0;
}
