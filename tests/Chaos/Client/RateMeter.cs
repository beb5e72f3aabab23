namespace LogActors.Chaos;

/// <summary>How many records a producer should have made by now.</summary>
/// <remarks>What could not be sent during an outage is made up for, up to a bound. Not thread-safe.</remarks>
internal sealed class RateMeter(int rate)
{
    private const int MaxBehindSeconds = 3;

    private long _last = HistoryWriter.Now();
    private double _due;

    /// <summary>Sequences below this may be sent.</summary>
    public long Due(long sent)
    {
        long now = HistoryWriter.Now();
        _due = Math.Min(_due + ((now - _last) / 1e9 * rate), sent + ((double)rate * MaxBehindSeconds));
        _last = now;
        return (long)_due;
    }
}
