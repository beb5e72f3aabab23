namespace LogActors.Tests;

/// <summary>One process's view of a <see cref="ModelDisk"/>: its locks die with it, and its calls can be made to fail.</summary>
/// <remarks>
/// The thread that made it is the writer's. A sync on another thread begins when it is called and waits there until the writer's thread says how it ends, by
/// <see cref="EndSyncs"/>, so that everything that happens is a function of what that thread does.
/// </remarks>
internal sealed class ModelProcess(ModelDisk disk) : ILogStorage
{
    private readonly Lock _gate = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly SemaphoreSlim _begun = new(0);
    private readonly List<RunningSync> _running = [];
    private readonly List<DiskFault> _faults = [];

    public bool IsDead { get; private set; }

    /// <summary>Whether syncs on other threads end by themselves.</summary>
    public bool IsFree { get; init; }

    /// <summary>Is called when a fault has hit a call on the writer's thread, before the writer hears of it: it may wait for a sync then.</summary>
    public Action? OnFault { get; set; }

    /// <summary>Whether another program copies a segment and cuts it to nothing at the last moment before the next write behind its beginning.</summary>
    public bool CutsBeforeWrite { get; set; }

    public void Arm(DiskFault fault) => _faults.Add(fault);

    public void Disarm() => _faults.Clear();

    /// <summary>Ends the process: every call fails from now on, and its locks are free.</summary>
    public void Die()
    {
        lock (_gate)
        {
            IsDead = true;
            foreach (ModelFile file in disk.Locks.Where(held => held.Value == this).Select(held => held.Key).ToArray())
            {
                disk.Locks.Remove(file);
            }
        }

        EndSyncs();
    }

    /// <summary>Waits until as many syncs on other threads have begun.</summary>
    public void AwaitSyncs(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _begun.Wait();
        }
    }

    /// <summary>Ends the syncs that have begun on other threads, segments first.</summary>
    public void EndSyncs()
    {
        RunningSync[] running;
        lock (_gate)
        {
            running = [.. _running.OrderByDescending(sync => sync.Path, StringComparer.Ordinal)];
            _running.Clear();
        }

        Action? onFault = OnFault;
        OnFault = null;
        Array.ForEach(running, sync => sync.End(Settle(sync.Path, sync.File, sync.Changes)));
        OnFault = onFault;
    }

    public IStoredFile Open(string path) => Do(DiskCall.Open, path, () => new OpenFile(this, path, disk.FindOrCreate(path)));

    public IStoredFile CreateLike(string path, string other) => Open(path);

    public IStoredFile? TryOpen(string path) => Do(DiskCall.TryOpen, path, () => disk.Find(path) is { } file ? new OpenFile(this, path, file) : null);

    public IReadOnlyList<string> List(string folder) =>
        Do(DiskCall.List, folder, () => (string[])[.. disk.Paths.Where(path => Path.GetDirectoryName(path) == folder).Select(path => Path.GetFileName(path))]);

    public void CreateFolder(string path) => Do(DiskCall.CreateFolder, path, () => path);

    public void Delete(string path) => Do(DiskCall.Delete, path, () => disk.Delete(path));

    public bool TryRename(string from, string to) => Do(DiskCall.Rename, from, () => disk.Find(to) is null && Moved(from, to));

    public void Replace(string from, string to) => Do(DiskCall.Replace, to, () => Moved(from, to));

    public FileIdentity? Identify(string path) => Do(DiskCall.Identify, path, () => disk.Find(path) is { } file ? disk.Identify(file) : (FileIdentity?)null);

    public void SyncFolder(string path) => Do(DiskCall.SyncFolder, path, () => disk.SyncFolder(path));

    public IFileLock? TryLock(string path) => Do(DiskCall.TryLock, path, () =>
    {
        ModelFile file = disk.FindOrCreate(path);
        return disk.Locks.TryAdd(file, this) ? new Held(this, file, disk.Identify(file)) : null;
    });

    private bool Moved(string from, string to) => disk.Move(from, to) ? true : throw new FileNotFoundException($"There is no {from} to be moved.");

    private void Do(DiskCall call, string path, Action action) => Do(call, path, () =>
    {
        action();
        return path;
    });

    private T Do<T>(DiskCall call, string path, Func<T> action)
    {
        lock (_gate)
        {
            return Failure(call, path, out _) is { } error ? throw error : action();
        }
    }

    private Exception? Failure(DiskCall call, string path, out Random? random)
    {
        random = null;
        if (IsDead)
        {
            return new ProcessDeath();
        }

        foreach (DiskFault fault in _faults)
        {
            if (fault.Hit(call, path) is { } hit)
            {
                random = hit;
                if (fault.Error == DiskFault.Death)
                {
                    Die();
                    return new ProcessDeath();
                }

                OnFault?.Invoke();
                return new IOException($"Error {fault.Error} in {call} of {path}", fault.Error);
            }
        }

        return null;
    }

    // A failed sync says so, and gives up what it could not write; a process that dies in one may have written anything or nothing, which a power loss decides.
    private Exception? Settle(string path, ModelFile file, int changes)
    {
        Exception? error = Failure(DiskCall.Sync, path, out Random? random);
        if (error is null)
        {
            file.EndSync(changes);
        }
        else if (!IsDead)
        {
            file.FailSync(changes, random!);
        }

        return error;
    }

    private void Sync(string path, ModelFile file)
    {
        RunningSync sync;
        lock (_gate)
        {
            sync = new RunningSync(path, file, file.BeginSync());
            if (IsFree || IsDead || Environment.CurrentManagedThreadId == _thread)
            {
                sync.End(Settle(path, file, sync.Changes));
            }
            else
            {
                _running.Add(sync);
                _begun.Release();
            }
        }

        sync.Wait();
    }

    private FileIdentity Identify(string path, ModelFile file) => Do(DiskCall.Identify, path, () => disk.Identify(file));

    private sealed class Held(ModelProcess process, ModelFile file, FileIdentity identity) : IFileLock
    {
        public FileIdentity Identity => identity;

        public void Dispose() => process.Release(file);
    }

    private void Release(ModelFile file)
    {
        lock (_gate)
        {
            if (!IsDead)
            {
                disk.Locks.Remove(file);
            }
        }
    }

    private void CutIfAsked(string path, ModelFile file, long offset)
    {
        if (CutsBeforeWrite && offset > 0 && PassingDisk.IsSegment(path))
        {
            CutsBeforeWrite = false;
            file.CopyAndCut();
        }
    }

    private sealed class RunningSync(string path, ModelFile file, int changes)
    {
        private readonly TaskCompletionSource<Exception?> _end = new();

        public string Path => path;

        public ModelFile File => file;

        public int Changes => changes;

        public void End(Exception? error) => _end.TrySetResult(error);

        public void Wait()
        {
            if (_end.Task.GetAwaiter().GetResult() is { } error)
            {
                throw error;
            }
        }
    }

    private sealed class OpenFile(ModelProcess process, string path, ModelFile file) : IStoredFile
    {
        public long Length => file.Length;

        public FileIdentity Identity => process.Identify(path, file);

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (process._gate)
            {
                Exception? error = process.Failure(DiskCall.Write, path, out Random? random);
                int part = error is null ? bytes.Length : random is null || random.Next(3) == 0 ? 0 : random.Next(bytes.Length + 1);
                if (part > 0)
                {
                    process.CutIfAsked(path, file, offset);
                    file.Write(offset, bytes[..part]);
                }

                if (error is not null)
                {
                    throw error;
                }
            }
        }

        public int Read(long offset, Span<byte> bytes)
        {
            lock (process._gate)
            {
                return process.Failure(DiskCall.Read, path, out _) is { } error ? throw error : file.Read(offset, bytes);
            }
        }

        public void Truncate(long length) => process.Do(DiskCall.Truncate, path, () => file.Truncate(length));

        public void Sync() => process.Sync(path, file);

        public void Dispose()
        {
        }
    }
}
