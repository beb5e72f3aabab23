using System.Collections.Concurrent;

namespace LogActors.Chaos;

/// <summary>The real file layer, whose calls fail when they are told to, and which can be abandoned like a dead process.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class FaultyStorage(string journalFolder) : ILogStorage
{
    private readonly LogStorage _disk = new();
    private readonly ConcurrentBag<IDisposable> _open = [];
    private volatile IoFault[] _faults = [];
    private volatile bool _dead;

    /// <summary>Puts these faults in the place of the present ones.</summary>
    public void Set(params IoFault[] faults) => _faults = faults;

    /// <summary>Lets go of all files and locks, and fails every further call.</summary>
    public void Abandon()
    {
        _dead = true;
        foreach (IDisposable open in _open)
        {
            open.Dispose();
        }
    }

    public IStoredFile Open(string path)
    {
        Before(IoCall.Open, path);
        return Kept(path, _disk.Open(path));
    }

    public IStoredFile? TryOpen(string path)
    {
        Before(IoCall.TryOpen, path);
        return _disk.TryOpen(path) is { } file ? Kept(path, file) : null;
    }

    public IReadOnlyList<string> List(string folder)
    {
        Before(IoCall.List, folder);
        return _disk.List(folder);
    }

    public void CreateFolder(string path)
    {
        Before(IoCall.CreateFolder, path);
        _disk.CreateFolder(path);
    }

    public void Delete(string path)
    {
        Before(IoCall.Delete, path);
        _disk.Delete(path);
    }

    public bool TryRename(string from, string to)
    {
        Before(IoCall.Rename, from);
        return _disk.TryRename(from, to);
    }

    public void Replace(string from, string to)
    {
        Before(IoCall.Replace, to);
        _disk.Replace(from, to);
    }

    public FileIdentity? Identify(string path)
    {
        Before(IoCall.Identify, path);
        return _disk.Identify(path);
    }

    public void SyncFolder(string path)
    {
        Before(IoCall.SyncFolder, path);
        _disk.SyncFolder(path);
    }

    public IDisposable? TryLock(string path)
    {
        Before(IoCall.Lock, path);
        IDisposable? held = _disk.TryLock(path);
        if (held is not null)
        {
            _open.Add(held);
        }

        return held;
    }

    private FaultyFile Kept(string path, IStoredFile file)
    {
        _open.Add(file);
        return new FaultyFile(this, path, file);
    }

    private void Before(IoCall call, string path)
    {
        if (Hit(call, path) is { } fault)
        {
            throw fault.Exception();
        }
    }

    private IoFault? Hit(IoCall call, string path)
    {
        if (_dead)
        {
            throw new IOException("The process that asks is dead.");
        }

        IoSite site = new(call, RoleOf(path));
        return Array.Find(_faults, fault => fault.Hit(site));
    }

    private IoFile RoleOf(string path) => Path.GetExtension(path) switch
    {
        ".log" => IoFile.Segment,
        ".journal" => IoFile.Journal,
        ".quarantine" => IoFile.Quarantine,
        _ when path == journalFolder => IoFile.JournalFolder,
        _ when Path.GetFileName(path) == "lock" => IoFile.Lock,
        _ => IoFile.Folder,
    };

    private sealed class FaultyFile(FaultyStorage storage, string path, IStoredFile file) : IStoredFile
    {
        public long Length
        {
            get
            {
                storage.Before(IoCall.Length, path);
                return file.Length;
            }
        }

        public FileIdentity Identity
        {
            get
            {
                storage.Before(IoCall.Identify, path);
                return file.Identity;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (storage.Hit(IoCall.Write, path) is { } fault)
            {
                if (fault.Error == IoError.Short)
                {
                    file.Write(offset, bytes[..(bytes.Length / 2)]);
                }

                throw fault.Exception();
            }

            file.Write(offset, bytes);
        }

        public int Read(long offset, Span<byte> bytes)
        {
            storage.Before(IoCall.Read, path);
            return file.Read(offset, bytes);
        }

        public void Truncate(long length)
        {
            storage.Before(IoCall.Truncate, path);
            file.Truncate(length);
        }

        public void Sync()
        {
            storage.Before(IoCall.Sync, path);
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
