namespace LogActors.Chaos;

/// <summary>What a writer asks of the file layer.</summary>
internal enum IoCall
{
    CreateFolder,
    List,
    SyncFolder,
    Lock,
    Open,
    TryOpen,
    Delete,
    Rename,
    Replace,
    Identify,
    Length,
    Read,
    Write,
    Truncate,
    Sync,
}
