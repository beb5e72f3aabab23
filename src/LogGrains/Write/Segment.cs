namespace LogActors;

/// <summary>The current segment of a log file: an open file, and how many of its bytes are whole records.</summary>
/// <remarks>Not thread-safe, except for <see cref="TailFile.Sync"/>; owned by one writer.</remarks>
internal sealed class Segment(TailFile file, SegmentId id, long number) : IDisposable
{
    public TailFile File => file;

    public SegmentId Id => id;

    /// <summary>Which segment of the log file it is, from 1, over all days.</summary>
    public long Number => number;

    public string Path => file.Path;

    public string Name => System.IO.Path.GetFileName(file.Path);

    /// <summary>The end of the last whole record: where the next one goes.</summary>
    public long Tail => file.Tail;

    /// <summary>Opens a segment at its tail, and creates it if it is not there.</summary>
    public static Segment Open(ILogStorage storage, string path, SegmentId id, long number, long tail) =>
        new(new TailFile(storage.Open(path), path, tail, "write-data"), id, number);

    public void Dispose() => file.Dispose();
}
