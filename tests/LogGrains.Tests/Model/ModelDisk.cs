namespace LogActors.Tests;

/// <summary>A disk in memory that outlives the processes that write to it, and loses in a power cut what a real one may lose.</summary>
/// <remarks>
/// A name that was created or deleted is on the disk after a sync of its folder; before that, a power loss may or may not have it happen. Folders are there once they were created, as
/// <see cref="ILogStorage.CreateFolder"/> promises. Not thread-safe; <see cref="ModelProcess"/> sees to that.
/// </remarks>
internal sealed class ModelDisk
{
    private readonly Dictionary<string, ModelFile> _names = [];
    private readonly Dictionary<string, ModelFile> _namesOnDisk = [];
    private readonly List<(string Path, ModelFile? File)> _pending = [];

    /// <summary>Which files are locked, and by whom.</summary>
    public Dictionary<string, ModelProcess> Locks { get; } = [];

    public IEnumerable<string> Paths => _names.Keys;

    public ModelFile? Find(string path) => _names.GetValueOrDefault(path);

    public ModelFile FindOrCreate(string path)
    {
        if (!_names.TryGetValue(path, out ModelFile? file))
        {
            _names[path] = file = new ModelFile();
            _pending.Add((path, file));
        }

        return file;
    }

    public void Delete(string path)
    {
        if (_names.Remove(path))
        {
            _pending.Add((path, null));
        }
    }

    public void SyncFolder(string folder)
    {
        foreach ((string path, ModelFile? file) in _pending.Where(name => Path.GetDirectoryName(name.Path) == folder))
        {
            Put(path, file);
        }

        _pending.RemoveAll(name => Path.GetDirectoryName(name.Path) == folder);
    }

    public void LosePower(Random random)
    {
        int kept = random.Next(4);                              // out of 3, at each name
        foreach ((string path, ModelFile? file) in _pending)
        {
            if (random.Next(3) < kept)
            {
                Put(path, file);
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

    private void Put(string path, ModelFile? file)
    {
        if (file is null)
        {
            _namesOnDisk.Remove(path);
        }
        else
        {
            _namesOnDisk[path] = file;
        }
    }
}
