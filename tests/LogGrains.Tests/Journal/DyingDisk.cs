namespace LogActors.Tests;

/// <summary>A disk that fails from its n-th change on, as that of a process that has died then.</summary>
internal sealed class DyingDisk(int calls) : PassingDisk
{
    private readonly List<IDisposable> _open = [];
    private int _left = calls;

    public void Crash() => _open.ForEach(file => file.Dispose());

    public override void Delete(string path)
    {
        Live();
        base.Delete(path);
    }

    public override IFileLock? TryLock(string path)
    {
        IFileLock? held = base.TryLock(path);
        _open.Add(held!);
        return held;
    }

    protected override IStoredFile Over(string path, IStoredFile file)
    {
        _open.Add(file);
        return new MortalFile(this, file);
    }

    private void Live()
    {
        if (--_left <= 0)
        {
            throw Some.BrokenDisk();
        }
    }

    private sealed class MortalFile(DyingDisk disk, IStoredFile file) : PassingFile(file)
    {
        public override void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            disk.Live();
            base.Write(offset, bytes);
        }

        public override void Truncate(long length)
        {
            disk.Live();
            base.Truncate(length);
        }

        public override void Sync()
        {
            disk.Live();
            base.Sync();
        }
    }
}
