namespace LogActors;

/// <summary>What could be read of a journal: its longest valid beginning, and what is readable behind damage.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Groups">The groups of the valid beginning, each continuing the one before.</param>
/// <param name="SyncedTo">How far the segment was known to be on the disk.</param>
/// <param name="EndedAt">Where the writer said the segment ends when it left it in order; otherwise <see langword="null"/>.</param>
/// <param name="Beyond">The groups that are readable behind damage; empty unless <paramref name="Corrupt"/>.</param>
/// <param name="Corrupt">Whether what cannot be read was once known to be on the disk: no torn end, but damage.</param>
internal sealed record JournalContent(
    JournalHeader Header, IReadOnlyList<GroupFrame> Groups, long SyncedTo, long? EndedAt, IReadOnlyList<GroupFrame> Beyond, bool Corrupt);
