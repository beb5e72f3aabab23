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

    /// <summary>The file of a segment, if it has been made and is where it was made: an empty one, that the caller owns. Once.</summary>
    /// <exception cref="IOException">The system does not say where it is.</exception>
    public IStoredFile? TakeSegment(long number) => number == segmentNumber ? TakeInPlace(ref _segment, folder.StagedPath(number)) : null;

    /// <summary>The file of a journal, if it has been made and is where it was made: an empty one, that the caller owns. Once.</summary>
    /// <exception cref="IOException">The system does not say where it is.</exception>
    public IStoredFile? TakeJournal(long number) => number == journalNumber ? TakeInPlace(ref _journal, JournalPath) : null;

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

    // It has been there for a while, and somebody may have taken it away: by its name nobody would find it then.
    private IStoredFile? TakeInPlace(ref IStoredFile? file, string path)
    {
        if (Take(ref file) is not { } taken)
        {
            return null;
        }

        try
        {
            if (storage.Identify(path) is { } found && found.IsSameFileAs(taken.Identity))
            {
                return taken;
            }
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        taken.Dispose();
        return null;
    }

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
