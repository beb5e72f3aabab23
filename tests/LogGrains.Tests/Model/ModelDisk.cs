namespace LogActors.Tests;

/// <summary>A disk in memory that outlives the processes that write to it, and loses in a power cut what a real one may lose.</summary>
/// <remarks>
/// A name that was created, moved or deleted is so on the disk after a sync of its folder; before that, a power loss may or may not have it happen. A move happens as a whole. Folders are there once they were created, as
/// <see cref="ILogStorage.CreateFolder"/> promises. Not thread-safe; <see cref="ModelProcess"/> sees to that.
/// </remarks>
internal sealed class ModelDisk
{
    private readonly Dictionary<string, ModelFile> _names = [];
    private readonly Dictionary<string, ModelFile> _namesOnDisk = [];
    private readonly List<Change> _pending = [];
    private ulong _inodes;

    /// <summary>Which files are locked, and by whom.</summary>
    public Dictionary<ModelFile, ModelProcess> Locks { get; } = [];

    public IEnumerable<string> Paths => _names.Keys;

    public ModelFile? Find(string path) => _names.GetValueOrDefault(path);

    /// <summary>Whether a file is the empty one that waits for the next roll.</summary>
    public bool IsPrepared(string path) => Path.GetFileName(path).StartsWith('.') && _names[path].Content.Length == 0;

    public ModelFile FindOrCreate(string path)
    {
        if (!_names.TryGetValue(path, out ModelFile? file))
        {
            _names[path] = file = new ModelFile { Inode = ++_inodes };
            _pending.Add(new Change(null, path, file));
        }

        return file;
    }

    public void Delete(string path)
    {
        if (_names.Remove(path))
        {
            _pending.Add(new Change(path, null, null));
        }
    }

    /// <summary>Moves a file, in the place of the one that has the name.</summary>
    /// <returns><see langword="false"/> if there is no such file.</returns>
    public bool Move(string from, string to)
    {
        if (!_names.Remove(from, out ModelFile? file))
        {
            return false;
        }

        _names[to] = file;
        _pending.Add(new Change(from, to, file));
        return true;
    }

    /// <summary>What the system says of a file, deleted or not.</summary>
    public FileIdentity Identify(ModelFile file) =>
        new(FileKind.Regular, 1, file.Inode, _names.Values.Count(named => named == file), file.Length, file.LastWrite);

    public void SyncFolder(string folder)
    {
        foreach (Change change in _pending.Where(change => change.Folder == folder))
        {
            Put(change);
        }

        _pending.RemoveAll(change => change.Folder == folder);
    }

    public void LosePower(Random random)
    {
        int kept = random.Next(4);                              // out of 3, at each name
        foreach (Change change in _pending)
        {
            if (random.Next(3) < kept)
            {
                Put(change);
            }
        }

        _pending.Clear();
        _names.Clear();
        foreach ((string path, ModelFile file) in _namesOnDisk)
        {
            _names.Add(path, file);
        }

        foreach (ModelFile file in _names.Values)
        {
            file.LosePower(random);
        }
    }

    private void Put(Change change)
    {
        if (change.From is { } from)
        {
            _namesOnDisk.Remove(from);
        }

        if (change.To is { } to)
        {
            _namesOnDisk[to] = change.File!;
        }
    }

    // A name that comes, goes, or both at once.
    private sealed record Change(string? From, string? To, ModelFile? File)
    {
        public string? Folder { get; } = Path.GetDirectoryName(From ?? To);
    }
}
