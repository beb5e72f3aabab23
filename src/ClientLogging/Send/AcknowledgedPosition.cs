namespace LogActors;

/// <summary>How far a log file has acknowledged this process's records: the epoch, and the sequence that comes next. Thread-safe; one thread moves it.</summary>
internal sealed class AcknowledgedPosition
{
    private readonly Lock _gate = new();
    private int _epoch;
    private long _next;

    public (int Epoch, long Next) Read()
    {
        lock (_gate)
        {
            return (_epoch, _next);
        }
    }

    /// <summary>Counts records that were acknowledged in an epoch; those of an earlier one do not count any more.</summary>
    public void Advance(int epoch, int records)
    {
        lock (_gate)
        {
            _next += epoch == _epoch ? records : 0;
        }
    }

    /// <summary>Begins again at 0: sequences that the silo will never see leave a gap it would not accept.</summary>
    public void BeginEpoch()
    {
        lock (_gate)
        {
            _epoch++;
            _next = 0;
        }
    }
}
