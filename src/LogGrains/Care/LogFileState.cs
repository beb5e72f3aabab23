namespace LogActors;

/// <summary>What a log file has on the disk, as one who does not hold its lock sees it. Immutable.</summary>
/// <remarks>A writer may change it meanwhile: it is an opinion, not the truth.</remarks>
internal sealed class LogFileState
{
    private readonly long _journal;
    private readonly FileIdentity? _catalog;
    private readonly IReadOnlyList<ClosedSegment> _segments;

    private LogFileState(long journal, FileIdentity? catalog, JournalHeader header, IReadOnlyList<ClosedSegment> segments)
    {
        _journal = journal;
        _catalog = catalog;
        Header = header;
        _segments = segments;
    }

    /// <summary>What the newest journal says of the current segment.</summary>
    public JournalHeader Header { get; }

    /// <summary>The closed segments before it, in the order of their numbers.</summary>
    public required IReadOnlyList<ClosedSegment> Closed { get; init; }

    /// <summary>The length of the current segment, or of the last one if there is none.</summary>
    public required long CurrentBytes { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="root">The log root.</param>
    /// <param name="name">The log file.</param>
    /// <param name="storage">The file layer.</param>
    /// <param name="known">What was read last, of which only that is read again that has changed; or <see langword="null"/>.</param>
    /// <returns><see langword="null"/> if there is no journal that can be read.</returns>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public static LogFileState? Read(LogRoot root, LogFileName name, ILogStorage storage, LogFileState? known)
    {
        string folder = root.JournalFolderOf(name);
        long journal = storage.List(folder).Select(Journal.NumberOf).Max() ?? -1;
        JournalHeader? header = known?._journal == journal ? known.Header : JournalReader.Read(Journal.ReadFile(storage, Path.Combine(folder, Journal.NameOf(journal))))?.Header;
        if (header is null)
        {
            return null;
        }

        FileIdentity? catalog = storage.Identify(Path.Combine(folder, SegmentCatalog.FileName));
        bool isSame = known is not null && known._catalog == catalog;
        IReadOnlyList<ClosedSegment> segments = isSame ? known!._segments : SegmentCatalog.Open(storage, folder).Segments;
        return new LogFileState(journal, catalog, header, segments)
        {
            Closed = [.. segments.Where(segment => segment.Number < header.SegmentNumber)],
            CurrentBytes = header.Segment is { } current ? storage.Identify(Path.Combine(Path.GetDirectoryName(root.StemOf(name))!, current))?.Length ?? 0
                : segments.LastOrDefault(segment => segment.Number == header.SegmentNumber)?.Bytes ?? 0,
        };
    }
}
