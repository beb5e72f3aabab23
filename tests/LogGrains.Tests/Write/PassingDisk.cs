namespace LogActors.Tests;

/// <summary>A disk that passes everything on to another, so that a test only says what is different.</summary>
internal abstract class PassingDisk(ILogStorage? disk = null) : ILogStorage
{
    /// <summary>Whether a path is that of a segment, with or without its name.</summary>
    public static bool IsSegment(string path) => path.EndsWith(".log", StringComparison.Ordinal) || IsStaged(path);

    /// <summary>Whether a path is that of a segment that has no name yet.</summary>
    public static bool IsStaged(string path) => Path.GetFileName(path) is ['.', ..] && path.EndsWith(".new", StringComparison.Ordinal);

    protected ILogStorage Disk { get; } = disk ?? new LogStorage();

    public virtual IStoredFile Open(string path) => Over(path, Disk.Open(path));

    public virtual IStoredFile CreateLike(string path, string other) => Over(path, Disk.CreateLike(path, other));

    public virtual IStoredFile? TryOpen(string path) => Disk.TryOpen(path) is { } file ? Over(path, file) : null;

    public virtual IReadOnlyList<string> List(string folder) => Disk.List(folder);

    public virtual void CreateFolder(string path) => Disk.CreateFolder(path);

    public virtual void Delete(string path) => Disk.Delete(path);

    public virtual bool TryRename(string from, string to) => Disk.TryRename(from, to);

    public virtual void Replace(string from, string to) => Disk.Replace(from, to);

    public virtual FileIdentity? Identify(string path) => Disk.Identify(path);

    public virtual void SyncFolder(string path) => Disk.SyncFolder(path);

    public virtual IFileLock? TryLock(string path) => Disk.TryLock(path);

    protected virtual IStoredFile Over(string path, IStoredFile file) => file;

    protected class PassingFile(IStoredFile file) : IStoredFile
    {
        public virtual long Length => file.Length;

        public virtual FileIdentity Identity => file.Identity;

        public virtual void Write(long offset, ReadOnlySpan<byte> bytes) => file.Write(offset, bytes);

        public virtual int Read(long offset, Span<byte> bytes) => file.Read(offset, bytes);

        public virtual void Truncate(long length) => file.Truncate(length);

        public virtual void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }
}
