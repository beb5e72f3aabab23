using NodaTime;

namespace LogActors;

/// <summary>Where the last writer of a log file left off, after what it left half done has been taken away.</summary>
internal sealed record RecoveredLog
{
    /// <summary>The highest number of any journal; 0 if there is none.</summary>
    public long JournalNumber { get; init; }

    /// <summary>The path of the journal that was gone by; <see langword="null"/> if there is none.</summary>
    public string? JournalPath { get; init; }

    /// <summary>The paths of the journals that the next one replaces.</summary>
    public IReadOnlyList<string> Journals { get; init; } = [];

    /// <summary>The last writer's epoch; 0 if there was none.</summary>
    public long Epoch { get; init; }

    /// <summary>The present segment's file name; <see langword="null"/> if there is none, or none yet after the last.</summary>
    public string? Segment { get; init; }

    /// <summary>Where it is: perhaps not under its name yet. <see langword="null"/> if there is no such file.</summary>
    public string? Path { get; init; }

    /// <summary>Which segment that is, or the last one was; 0 if there was none.</summary>
    public long SegmentNumber { get; init; }

    /// <summary>Where its committed records end.</summary>
    public long Tail { get; init; }

    /// <summary>When its period began; <see langword="null"/> if nobody says.</summary>
    public Instant? PeriodStart { get; init; }

    /// <summary>The file name of the segment before.</summary>
    public string? Previous { get; init; }

    /// <summary>How far each producer has come; parts of it may name a producer again, further on.</summary>
    public IReadOnlyList<ProducerState> Producers { get; init; } = [];

    /// <summary>Whether the writer had stopped in order.</summary>
    public bool Clean { get; init; }

    /// <summary>How many uncommitted bytes were moved to quarantine.</summary>
    public long Quarantined { get; init; }

    /// <summary>What is wrong with bytes that were on the disk once; <see langword="null"/> if nothing is. The segment is then to be left as it is.</summary>
    public string? Corruption { get; init; }
}
