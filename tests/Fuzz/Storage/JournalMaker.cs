using System.Text;

namespace LogActors.Fuzz;

/// <summary>Makes a journal and its segment as a writer does, and keeps what was said when.</summary>
internal sealed class JournalMaker
{
    private readonly FrameBuffer _frames = new();
    private readonly MemoryStream _journal = new();
    private readonly MemoryStream _segment = new();
    private readonly JournalHeader _header;

    public JournalMaker(JournalHeader header, string before = "")
    {
        _header = header with { Start = before.Length };
        _segment.Write(Encoding.UTF8.GetBytes(before));
        _journal.Write(_frames.Header(_header));
        HeaderBytes = (int)_journal.Length;
    }

    public JournalHeader Header => _header;

    public int HeaderBytes { get; }

    public byte[] Journal => _journal.ToArray();

    public byte[] Segment => _segment.ToArray();

    /// <summary>The groups, and where in the journal the frame of each ends.</summary>
    public List<(GroupFrame Frame, int FrameEnd)> Groups { get; } = [];

    /// <summary>The frames that say how far the segment is on the disk: where they are, and how far that is.</summary>
    public List<(int Begin, int End, long Offset)> Marks { get; } = [];

    /// <summary>Commits a group.</summary>
    public JournalMaker Group(string lines, params ProducerState[] producers)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(lines);
        GroupFrame group = new(Groups.Count, _segment.Length, bytes.Length, Crc32C.Compute(bytes), producers);
        _journal.Write(_frames.Group(group.Number, group.Start, group.Length, group.Checksum, producers));
        _segment.Write(bytes);
        Groups.Add((group, (int)_journal.Length));
        return this;
    }

    /// <summary>Notes a sync of everything so far, or the end.</summary>
    public JournalMaker Mark(FrameKind kind = FrameKind.Sync) => Mark(kind, _segment.Length, _journal.Length);

    /// <summary>Notes a sync that was begun before the last group.</summary>
    public JournalMaker LateMark() =>
        Mark(FrameKind.Sync, Groups[^1].Frame.Start, Groups.Count > 1 ? Groups[^2].FrameEnd : HeaderBytes);

    /// <summary>Adds bytes to the segment that were never committed.</summary>
    public JournalMaker Torn(string bytes)
    {
        _segment.Write(Encoding.UTF8.GetBytes(bytes));
        return this;
    }

    private JournalMaker Mark(FrameKind kind, long offset, long journalOffset)
    {
        int begin = (int)_journal.Length;
        _journal.Write(_frames.Mark(kind, offset, journalOffset));
        Marks.Add((begin, (int)_journal.Length, offset));
        return this;
    }
}
