namespace LogActors;

/// <summary>What the next segment needs and can be made before it: its file, that of its journal, and a catalogue that takes another entry, each on the disk, with its name.</summary>
/// <remarks>
/// Both files are empty, and nothing speaks of them: a recovery deletes the one, and passes over the other, which has no header. <see cref="Run"/> may run on any thread beside appends; the rest is
/// the writer's, once it has returned. What could not be made is made by the roll, which then says why it cannot.
/// </remarks>
internal sealed class RollPreparation(ILogStorage storage, SegmentFolder folder, string journalFolder, SegmentCatalog catalog, long? segmentNumber, long journalNumber)
{
    private IStoredFile? _segment;
    private IStoredFile? _journal;

    /// <summary>Makes them, or as much as can be made.</summary>
    public void Run()
    {
        try
        {
            _segment = segmentNumber is { } number ? Create(folder.StagedPath(number), folder.FullPath) : null;
            FaultPoint.Reach("prepared-segment");
            _journal = Create(JournalPath, journalFolder);
            FaultPoint.Reach("prepared-journal");
            catalog.Sync();                                     // so that it takes another entry without being rewritten
            FaultPoint.Reach("prepared-catalog");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no hurry yet.
        }
    }

    /// <summary>The file of a segment, if it has been made: an empty one, that the caller owns. Once.</summary>
    public IStoredFile? TakeSegment(long number) => number == segmentNumber ? Take(ref _segment) : null;

    /// <summary>The file of a journal, if it has been made: an empty one, that the caller owns. Once.</summary>
    public IStoredFile? TakeJournal(long number) => number == journalNumber ? Take(ref _journal) : null;

    /// <summary>Takes away what has not been used.</summary>
    /// <exception cref="IOException">It cannot be deleted. It is in nobody's way.</exception>
    public void Discard()
    {
        if (Take(ref _journal) is { } journal)
        {
            journal.Dispose();
            storage.Delete(JournalPath);
        }

        if (Take(ref _segment) is { } segment)
        {
            segment.Dispose();
            storage.Delete(folder.StagedPath(segmentNumber!.Value));
        }
    }

    private string JournalPath => Path.Combine(journalFolder, Journal.NameOf(journalNumber));

    private static IStoredFile? Take(ref IStoredFile? file)
    {
        IStoredFile? taken = file;
        file = null;
        return taken;
    }

    private IStoredFile Create(string path, string pathOfFolder)
    {
        IStoredFile file = storage.Open(path);
        try
        {
            file.Truncate(0);                                   // of an attempt that failed
            file.Sync();
            storage.SyncFolder(pathOfFolder);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
