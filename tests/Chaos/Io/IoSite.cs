namespace LogActors.Chaos;

/// <summary>A place where the writer asks the system for something: which call, about which file.</summary>
/// <param name="Call">The call.</param>
/// <param name="File">The file's role.</param>
internal readonly record struct IoSite(IoCall Call, IoFile File)
{
    private static readonly IoError[] s_create = [IoError.EIO, IoError.ENOSPC, IoError.EDQUOT, IoError.EROFS, IoError.EMFILE];
    private static readonly IoError[] s_open = [IoError.EIO, IoError.EROFS, IoError.EMFILE];
    private static readonly IoError[] s_look = [IoError.EIO];
    private static readonly IoError[] s_list = [IoError.EIO, IoError.EMFILE];
    private static readonly IoError[] s_change = [IoError.EIO, IoError.ENOSPC, IoError.EDQUOT, IoError.EROFS];
    private static readonly IoError[] s_write = [.. s_change, IoError.Short];

    /// <summary>All places. One that no scenario reaches is a failure of the campaign.</summary>
    public static IReadOnlyList<IoSite> All { get; } =
    [
        new(IoCall.CreateFolder, IoFile.Folder), new(IoCall.CreateFolder, IoFile.JournalFolder), new(IoCall.List, IoFile.Folder), new(IoCall.List, IoFile.JournalFolder),
        new(IoCall.SyncFolder, IoFile.Folder), new(IoCall.SyncFolder, IoFile.JournalFolder), new(IoCall.Lock, IoFile.Lock),
        new(IoCall.Open, IoFile.Segment), new(IoCall.TryOpen, IoFile.Segment), new(IoCall.Delete, IoFile.Segment), new(IoCall.Length, IoFile.Segment), new(IoCall.Read, IoFile.Segment),
        new(IoCall.Write, IoFile.Segment), new(IoCall.Truncate, IoFile.Segment), new(IoCall.Sync, IoFile.Segment),
        new(IoCall.Open, IoFile.Journal), new(IoCall.TryOpen, IoFile.Journal), new(IoCall.Delete, IoFile.Journal), new(IoCall.Length, IoFile.Journal), new(IoCall.Read, IoFile.Journal),
        new(IoCall.Write, IoFile.Journal), new(IoCall.Truncate, IoFile.Journal), new(IoCall.Sync, IoFile.Journal),
        new(IoCall.Rename, IoFile.Segment), new(IoCall.Identify, IoFile.Segment), new(IoCall.Identify, IoFile.Journal), new(IoCall.Identify, IoFile.Lock),
        new(IoCall.TryOpen, IoFile.Catalog), new(IoCall.Open, IoFile.Catalog), new(IoCall.Length, IoFile.Catalog), new(IoCall.Read, IoFile.Catalog),
        new(IoCall.Write, IoFile.Catalog), new(IoCall.Truncate, IoFile.Catalog), new(IoCall.Sync, IoFile.Catalog), new(IoCall.Replace, IoFile.Catalog), new(IoCall.Delete, IoFile.Catalog),
        new(IoCall.Open, IoFile.Quarantine), new(IoCall.Write, IoFile.Quarantine), new(IoCall.Delete, IoFile.Quarantine),
    ];

    /// <summary>The errors that the system can answer with here. The others mean nothing: a write opens no file, a read needs no room.</summary>
    public IReadOnlyList<IoError> Errors => Call switch
    {
        IoCall.Open or IoCall.Lock or IoCall.CreateFolder or IoCall.SyncFolder => s_create,
        IoCall.TryOpen => s_open,
        IoCall.List => s_list,
        IoCall.Length or IoCall.Read or IoCall.Identify => s_look,
        IoCall.Write => s_write,
        _ => s_change,
    };

    public override string ToString() => $"{Call} of {File}";
}
