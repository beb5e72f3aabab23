namespace LogActors;

/// <summary>What a frame of a journal says.</summary>
internal enum FrameKind : byte
{
    /// <summary>First in each journal: which writer, which segment, from where, and how far every producer was; see <see cref="JournalHeader"/>.</summary>
    Header = 1,

    /// <summary>A group of batches is in the segment; see <see cref="GroupFrame"/>.</summary>
    Group = 2,

    /// <summary>Everything before an offset of the segment, and before one of this journal, was on the disk when this was written.</summary>
    Sync = 3,

    /// <summary>The writer stopped in order; the segment ends at an offset.</summary>
    Clean = 4,
}
