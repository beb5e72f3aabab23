namespace LogActors.Chaos;

/// <summary>The role of a file or folder in the writer's work.</summary>
internal enum IoFile
{
    Folder,
    JournalFolder,
    Lock,
    Segment,
    Journal,
    Quarantine,
    Catalog,
}
