namespace LogActors;

/// <summary>The current segment of a log file: an open file, and how many of its bytes are whole records.</summary>
/// <remarks>Not thread-safe, except for <see cref="TailFile.Sync"/>; owned by one writer.</remarks>
internal sealed class Segment(TailFile file, string name, long number) : IDisposable
{
    public TailFile File => file;

    /// <summary>Its file name, which it may not have yet.</summary>
    public string Name { get; set; } = name;

    /// <summary>Which segment of the log file it is, from 1; 0 for one that was there before the log file.</summary>
    public long Number => number;

    /// <summary>Where the file is.</summary>
    public string Path { get; set; } = file.Path;

    /// <summary>Whether it has yet to be given its name.</summary>
    public bool IsStaged => System.IO.Path.GetFileName(Path) != Name;

    /// <summary>The end of the last whole record: where the next one goes.</summary>
    public long Tail => file.Tail;

    /// <summary>Opens a segment at its tail, and creates it if it is not there.</summary>
    public static Segment Open(ILogStorage storage, string path, string name, long number, long tail) =>
        new(new TailFile(storage.Open(path), path, tail, "write-data"), name, number);

    /// <summary>Takes a file as a segment that begins.</summary>
    public static Segment Begin(IStoredFile file, string path, string name, long number) => new(new TailFile(file, path, 0, "write-data"), name, number);

    public void Dispose() => file.Dispose();
}
