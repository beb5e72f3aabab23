namespace LogActors;

/// <summary>How many bytes may be held at once for all log files together. Thread-safe.</summary>
internal sealed class ByteBudget(long bytes)
{
    private long _used;

    public long Used => Interlocked.Read(ref _used);

    public bool TryTake(int wanted)
    {
        if (Interlocked.Add(ref _used, wanted) <= bytes)
        {
            return true;
        }

        Give(wanted);
        return false;
    }

    public void Give(int taken) => Interlocked.Add(ref _used, -taken);
}
