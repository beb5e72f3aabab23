namespace LogActors;

/// <summary>The first frame of a journal: everything that the journals before it said, in short. So one journal is enough to go on from.</summary>
/// <param name="Epoch">Which incarnation of the writer keeps this journal.</param>
/// <param name="Segment">The file name of the segment that it is about.</param>
/// <param name="SegmentNumber">Which segment of the log file that is, from 1, without a gap.</param>
/// <param name="Start">Where in the segment its groups begin; everything before that is committed and on the disk.</param>
/// <param name="Previous">The file name of the segment before, or <see langword="null"/>.</param>
/// <param name="PreviousEnd">Where that one ends; what it may hold beyond is void.</param>
/// <param name="Producers">How far each producer had come, the one heard of longest ago first.</param>
internal sealed record JournalHeader(
    long Epoch, string Segment, long SegmentNumber, long Start, string? Previous, long PreviousEnd, IReadOnlyList<ProducerState> Producers);
