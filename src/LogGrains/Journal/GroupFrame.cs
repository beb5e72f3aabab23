namespace LogActors;

/// <summary>A committed group: a range of the segment, its checksum, and how far it takes its producers.</summary>
internal readonly record struct GroupFrame(long Number, long Start, int Length, uint Checksum, IReadOnlyList<ProducerState> Producers)
{
    public long End => Start + Length;
}
