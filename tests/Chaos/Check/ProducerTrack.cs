namespace LogActors.Chaos;

/// <summary>How far a producer's records have been read in the file.</summary>
/// <remarks>Holds the missing ranges only, of which a sound file has none. Not thread-safe.</remarks>
internal sealed class ProducerTrack(ProducerHistory history)
{
    private const int MaxRanges = 10_000;

    private readonly List<(long First, long Last)> _missing = [];
    private long _last = -1;

    public ProducerHistory History { get; } = history;

    /// <summary>The first sequence that was read; -1 if none.</summary>
    public long First { get; private set; } = -1;

    /// <summary>The sequences before this one may be in segments that were deleted, as far as none before them is there. How far, is known once all have been read.</summary>
    public long DeletedEnd { get; set; }

    public long Doubled { get; private set; }

    public long Reordered { get; private set; }

    /// <summary>Takes up the next record of this producer.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/>.</returns>
    public string? Add(long sequence)
    {
        First = First < 0 ? sequence : First;
        if (sequence == _last + 1)
        {
            _last = sequence;
            return null;
        }

        if (sequence > _last)
        {
            long first = _last + 1;
            _last = sequence;
            if (_missing.Count < MaxRanges)
            {
                _missing.Add((first, sequence - 1));
            }

            return first < DeletedEnd ? null : $"{History.Tag} goes on with {sequence} where {first} was expected";
        }

        int range = _missing.FindIndex(missing => missing.First <= sequence && sequence <= missing.Last);
        if (range < 0)
        {
            Doubled++;
            return $"{History.Tag} {sequence} comes again";
        }

        Reordered++;
        (long from, long to) = _missing[range];
        _missing.RemoveAt(range);
        if (sequence < to)
        {
            _missing.Insert(range, (sequence + 1, to));
        }

        if (from < sequence)
        {
            _missing.Insert(range, (from, sequence - 1));
        }

        return $"{History.Tag} {sequence} comes after {_last}";
    }

    /// <summary>How many acknowledged and how many other sequences are missing.</summary>
    public (long Lost, long Gaps) Missing()
    {
        long acknowledged = History.MaxAcknowledged;
        long lost = Math.Max(0, acknowledged - (_last < 0 ? DeletedEnd - 1 : _last));
        long gaps = 0;
        foreach ((long begin, long last) in _missing)
        {
            long first = begin == 0 ? Math.Min(DeletedEnd, last + 1) : begin;
            long promised = Math.Max(0, Math.Min(last, acknowledged) - first + 1);
            lost += promised;
            gaps += last - first + 1 - promised;
        }

        return (lost, gaps);
    }
}
