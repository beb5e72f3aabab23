namespace LogActors.Fuzz;

/// <summary>Files in memory, in two folders; whoever asks for a file elsewhere breaks a promise. Offsets and lengths that the real layer does not take are not taken here.</summary>
internal sealed class MemoryStorage(params string[] folders) : ILogStorage
{
    private readonly Dictionary<string, MemoryFile> _files = [];

    /// <summary>Puts a file in place.</summary>
    public void Put(string path, byte[] bytes) => _files[path] = new MemoryFile(bytes);

    /// <summary>What a file holds; <see langword="null"/> if there is none.</summary>
    public byte[]? ContentOf(string path) => _files.TryGetValue(path, out MemoryFile? file) ? file.Bytes : null;

    public IStoredFile Open(string path)
    {
        if (TryOpen(path) is { } known)
        {
            return known;
        }

        MemoryFile made = new([]);
        _files.Add(path, made);
        return made;
    }

    public IStoredFile CreateLike(string path, string other) => Open(path);

    public IStoredFile? TryOpen(string path)
    {
        Check(path);
        return _files.GetValueOrDefault(path);
    }

    public IReadOnlyList<string> List(string folder) => [.. _files.Keys.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))];

    public void CreateFolder(string path) => Promise.Holds(folders.Contains(path), $"Folder '{path}' is made.");

    public void Delete(string path)
    {
        Check(path);
        _files.Remove(path);
    }

    public bool TryRename(string from, string to)
    {
        Check(to);
        if (_files.ContainsKey(to))
        {
            return false;
        }

        Replace(from, to);
        return true;
    }

    public void Replace(string from, string to)
    {
        Check(from);
        Check(to);
        Promise.Holds(_files.Remove(from, out MemoryFile? file), $"'{from}' is moved, and is not there.");
        _files[to] = file!;
    }

    public FileIdentity? Identify(string path)
    {
        Check(path);
        return _files.GetValueOrDefault(path)?.Identity;
    }

    public void SyncFolder(string path) => Promise.Holds(folders.Contains(path), $"Folder '{path}' is synced.");

    public IFileLock? TryLock(string path) => null;

    private void Check(string path) =>
        Promise.Holds(folders.Contains(Path.GetDirectoryName(path)) && Path.GetFullPath(path) == path && Path.GetFileName(path).Length > 0, $"'{path}' is outside of its folders.");

    private sealed class MemoryFile(byte[] bytes) : IStoredFile
    {
        public byte[] Bytes { get; private set; } = bytes;

        public long Length => Bytes.Length;

        public FileIdentity Identity => new(FileKind.Regular, 0, (ulong)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this), 1, Length, NodaTime.Instant.MinValue);

        public void Write(long offset, ReadOnlySpan<byte> written)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            byte[] longer = new byte[Math.Max(Bytes.Length, checked((int)offset) + written.Length)];
            Bytes.CopyTo(longer, 0);
            written.CopyTo(longer.AsSpan((int)offset));
            Bytes = longer;
        }

        public int Read(long offset, Span<byte> read)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(offset);
            if (offset >= Bytes.Length)
            {
                return 0;
            }

            int count = Math.Min(read.Length, Bytes.Length - (int)offset);
            Bytes.AsSpan((int)offset, count).CopyTo(read);
            return count;
        }

        public void Truncate(long length)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            Promise.Holds(length <= Bytes.Length, $"A file of {Bytes.Length} bytes is made longer, {length} bytes, by a cut.");
            Bytes = Bytes[..(int)length];
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
