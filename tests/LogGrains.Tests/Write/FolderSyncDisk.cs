namespace LogActors.Tests;

/// <summary>A disk that counts the syncs of folders.</summary>
internal sealed class FolderSyncDisk : PassingDisk
{
    private int _syncs;

    public int Syncs => Volatile.Read(ref _syncs);

    public override void SyncFolder(string path)
    {
        base.SyncFolder(path);
        Interlocked.Increment(ref _syncs);
    }
}
