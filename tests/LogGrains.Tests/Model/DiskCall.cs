namespace LogActors.Tests;

/// <summary>A kind of call to the file layer.</summary>
internal enum DiskCall
{
    Any,
    Open,
    TryOpen,
    List,
    CreateFolder,
    Delete,
    Rename,
    Replace,
    Identify,
    SyncFolder,
    TryLock,
    Read,
    Write,
    Truncate,
    Sync,
}
