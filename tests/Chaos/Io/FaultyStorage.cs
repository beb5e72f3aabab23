using System.Collections.Concurrent;

namespace LogActors.Chaos;

/// <summary>The real file layer, whose calls fail when they are told to, and which can be abandoned like a dead process.</summary>
/// <remarks>A call that has begun is over before the process is dead; one at a time. Thread-safe.</remarks>
internal sealed class FaultyStorage(string journalFolder) : ILogStorage
{
    private readonly Lock _life = new();
    private readonly LogStorage _disk = new();
    private readonly ConcurrentBag<IDisposable> _open = [];
    private volatile IoFault[] _faults = [];
    private bool _dead;

    /// <summary>Puts these faults in the place of the present ones.</summary>
    public void Set(params IoFault[] faults) => _faults = faults;

    /// <summary>Lets go of all files and locks, and fails every further call.</summary>
    public void Abandon()
    {
        lock (_life)
        {
            _dead = true;
            foreach (IDisposable open in _open)
            {
                open.Dispose();
            }
        }
    }

    public IStoredFile Open(string path)
    {
        using Lock.Scope call = Begin(IoCall.Open, path);
        return Kept(path, _disk.Open(path));
    }

    public IStoredFile CreateLike(string path, string other)
    {
        using Lock.Scope call = Begin(IoCall.Open, path);
        return Kept(path, _disk.CreateLike(path, other));
    }

    public IStoredFile? TryOpen(string path)
    {
        using Lock.Scope call = Begin(IoCall.TryOpen, path);
        return _disk.TryOpen(path) is { } file ? Kept(path, file) : null;
    }

    public IReadOnlyList<string> List(string folder)
    {
        using Lock.Scope call = Begin(IoCall.List, folder);
        return _disk.List(folder);
    }

    public void CreateFolder(string path)
    {
        using Lock.Scope call = Begin(IoCall.CreateFolder, path);
        _disk.CreateFolder(path);
    }

    public void Delete(string path)
    {
        using Lock.Scope call = Begin(IoCall.Delete, path);
        _disk.Delete(path);
    }

    public bool TryRename(string from, string to)
    {
        using Lock.Scope call = Begin(IoCall.Rename, from);
        return _disk.TryRename(from, to);
    }

    public void Replace(string from, string to)
    {
        using Lock.Scope call = Begin(IoCall.Replace, to);
        _disk.Replace(from, to);
    }

    public FileIdentity? Identify(string path)
    {
        using Lock.Scope call = Begin(IoCall.Identify, path);
        return _disk.Identify(path);
    }

    public void SyncFolder(string path)
    {
        using Lock.Scope call = Begin(IoCall.SyncFolder, path);
        _disk.SyncFolder(path);
    }

    public IFileLock? TryLock(string path)
    {
        using Lock.Scope call = Begin(IoCall.Lock, path);
        if (_disk.TryLock(path) is not { } held)
        {
            return null;
        }

        _open.Add(held);
        return new FaultyLock(this, path, held);
    }

    private FaultyFile Kept(string path, IStoredFile file)
    {
        _open.Add(file);
        return new FaultyFile(this, path, file);
    }

    private Lock.Scope Begin(IoCall kind, string path)
    {
        Lock.Scope call = _life.EnterScope();
        IoFault? fault = Hit(kind, path);
        if (fault is null && !_dead)
        {
            return call;
        }

        call.Dispose();
        throw fault?.Exception() ?? Dead();
    }

    private IoFault? Hit(IoCall call, string path)
    {
        IoSite site = new(call, RoleOf(path));
        return _dead ? null : Array.Find(_faults, fault => fault.Hit(site));
    }

    private static IOException Dead() => new("The process that asks is dead.");

    private IoFile RoleOf(string path) => Path.GetExtension(path) switch
    {
        _ when Path.GetFileName(path) is SegmentCatalog.FileName or SegmentCatalog.FileName + ".new" => IoFile.Catalog,
        ".log" or ".new" => IoFile.Segment,
        ".journal" => IoFile.Journal,
        ".quarantine" => IoFile.Quarantine,
        _ when path == journalFolder => IoFile.JournalFolder,
        _ when Path.GetFileName(path) == "lock" => IoFile.Lock,
        _ => IoFile.Folder,
    };

    private sealed class FaultyLock(FaultyStorage storage, string path, IFileLock held) : IFileLock
    {
        public FileIdentity Identity
        {
            get
            {
                using Lock.Scope call = storage.Begin(IoCall.Identify, path);
                return held.Identity;
            }
        }

        public void Dispose() => held.Dispose();
    }

    private sealed class FaultyFile(FaultyStorage storage, string path, IStoredFile file) : IStoredFile
    {
        public long Length
        {
            get
            {
                using Lock.Scope call = storage.Begin(IoCall.Length, path);
                return file.Length;
            }
        }

        public FileIdentity Identity
        {
            get
            {
                using Lock.Scope call = storage.Begin(IoCall.Identify, path);
                return file.Identity;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            using Lock.Scope call = storage._life.EnterScope();
            IoFault? fault = storage.Hit(IoCall.Write, path);
            if (storage._dead)
            {
                throw Dead();
            }

            if (fault is null or { Error: IoError.Short })
            {
                file.Write(offset, fault is null ? bytes : bytes[..(bytes.Length / 2)]);
            }

            if (fault is not null)
            {
                throw fault.Exception();
            }
        }

        public int Read(long offset, Span<byte> bytes)
        {
            using Lock.Scope call = storage.Begin(IoCall.Read, path);
            return file.Read(offset, bytes);
        }

        public void Truncate(long length)
        {
            using Lock.Scope call = storage.Begin(IoCall.Truncate, path);
            file.Truncate(length);
        }

        public void Sync()
        {
            using Lock.Scope call = storage.Begin(IoCall.Sync, path);
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
