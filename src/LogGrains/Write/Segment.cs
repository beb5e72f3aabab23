namespace LogActors;

/// <summary>The current segment of a log file: an open file, and how many of its bytes are whole records.</summary>
/// <remarks>Not thread-safe; owned by one writer.</remarks>
internal sealed class Segment : IDisposable
{
    private readonly ISegmentFile _file;
    private bool _dirty;

    private Segment(ISegmentFile file, string path, DateOnly day, long tail)
    {
        _file = file;
        Path = path;
        Day = day;
        Tail = tail;
    }

    public string Path { get; }

    public DateOnly Day { get; }

    /// <summary>The end of the last whole record: where the next one goes.</summary>
    public long Tail { get; private set; }

    /// <summary>Opens a segment, and creates it if it is not there.</summary>
    /// <param name="storage">The file layer.</param>
    /// <param name="path">The segment's path.</param>
    /// <param name="day">Its day.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static Segment Open(ILogStorage storage, string path, DateOnly day)
    {
        ISegmentFile file = storage.OpenSegment(path);
        try
        {
            Segment segment = new(file, path, day, file.Length);
            segment.EndTornLine();
            return segment;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes whole lines behind the last; on failure the segment is as it was, or is made so before the next write.</summary>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        EnsureWhole();
        try
        {
            _file.Write(Tail, lines);
            Tail += lines.Length;
        }
        catch
        {
            _dirty = true;                                      // a part of it may be there
            TryUndo();
            throw;
        }
    }

    /// <summary>Cuts off what a failed write may have left behind the last whole record. To be called before the segment is left for good.</summary>
    /// <exception cref="IOException">It cannot be cut off; calling again tries again.</exception>
    public void EnsureWhole()
    {
        if (_dirty)
        {
            _file.Truncate(Tail);
            _dirty = false;
        }
    }

    public void Dispose() => _file.Dispose();

    private void TryUndo()
    {
        try
        {
            EnsureWhole();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Stays dirty: the next append tries again before it writes, and fails if it cannot.
        }
    }

    // A writer that was killed in the middle of a write leaves a line without an end; the next record must not continue it.
    private void EndTornLine()
    {
        if (Tail > 0 && _file.ReadByte(Tail - 1) != (byte)'\n')
        {
            Append("\n"u8);
        }
    }
}
