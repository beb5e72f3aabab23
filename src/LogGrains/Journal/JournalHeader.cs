using NodaTime;

namespace LogActors;

/// <summary>The first frame of a journal: everything that the journals before it said, in short. So one journal is enough to go on from.</summary>
internal sealed record JournalHeader
{
    /// <summary>Which incarnation of the writer keeps this journal.</summary>
    public required long Epoch { get; init; }

    /// <summary>The file name of the segment that it is about; <see langword="null"/> between two, until there is a record for the next.</summary>
    public required string? Segment { get; init; }

    /// <summary>Which segment of the log file that is, or the last one was, from 1, without a gap; 0 for one that was there before the log file, and is written on.</summary>
    public required long SegmentNumber { get; init; }

    /// <summary>Where in the segment its groups begin; everything before that is committed and on the disk.</summary>
    public long Start { get; init; }

    /// <summary>When the present period began, or the last one did.</summary>
    public required Instant PeriodStart { get; init; }

    /// <summary>The file name of the segment before, or <see langword="null"/>. It may still be called as the present one is to be.</summary>
    public string? Previous { get; init; }

    /// <summary>Where that one ends if it was left because the system would not write or sync it: what it may hold beyond is void, and has been written again.</summary>
    public long? VoidFrom { get; init; }

    /// <summary>How far each producer had come, the one heard of longest ago first.</summary>
    public IReadOnlyList<ProducerState> Producers { get; init; } = [];
}
