using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The folder of a log file's journals: begins new ones, takes away those that could not be made, and those that another has replaced.</summary>
/// <remarks>Not thread-safe, except for <see cref="Supersede"/>; owned by one writer.</remarks>
internal sealed partial class JournalFolder(ILogStorage storage, string path, ILogger logger)
{
    private readonly List<string> _strays = [];

    public string FullPath => path;

    /// <summary>Whether there is something for <see cref="ClearStrays"/> to delete.</summary>
    public bool HasStrays => _strays.Count > 0;

    /// <summary>Begins a journal. When this returns it is in force.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="header">What it begins with.</param>
    /// <param name="prepared">Its file, if that is on the disk, empty and with its name; owned by the journal from now on.</param>
    /// <exception cref="IOException">The one before is in force, or will be once <see cref="ClearStrays"/> has succeeded.</exception>
    public Journal Begin(long number, JournalHeader header, IStoredFile? prepared = null)
    {
        try
        {
            ClearStrays();                                      // one of them may have the name of the next
        }
        catch
        {
            prepared?.Dispose();
            throw;
        }

        try
        {
            return Journal.Create(storage, path, number, header, prepared);
        }
        catch
        {
            Discard(Path.Combine(path, Journal.NameOf(number)));
            throw;
        }
    }

    /// <summary>Deletes a segment whose journal could not be begun.</summary>
    /// <remarks>A journal that could not be deleted either has to find the segment that it names: it would be in force for whoever comes after this process.</remarks>
    public void DiscardSegment(string segmentPath)
    {
        if (_strays.Count == 0)
        {
            Discard(segmentPath);
        }
        else
        {
            _strays.Insert(0, segmentPath);
        }
    }

    /// <summary>Deletes what could not be deleted when it failed. Nothing is committed before that: a half-made journal would be taken for one in force.</summary>
    /// <exception cref="IOException">Something still cannot be deleted; calling again tries again.</exception>
    public void ClearStrays()
    {
        while (_strays.Count > 0)
        {
            Delete(_strays[^1]);                                // the last first
            _strays.RemoveAt(_strays.Count - 1);
        }
    }

    /// <summary>Deletes a journal that says nothing that the one in force does not. If it stays, it is only in the way.</summary>
    public void Supersede(string journalPath) => Try(journalPath, () => storage.Delete(journalPath));

    /// <summary>Keeps a journal that was found damaged, out of the way.</summary>
    public void SetAside(string journalPath) => Try(journalPath, () => storage.TryRename(journalPath, journalPath + ".damaged"));

    private void Try(string journalPath, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotDeleted(logger, exception, journalPath);
        }
    }

    private void Discard(string file)
    {
        try
        {
            Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _strays.Add(file);
        }
    }

    // A journal has to be gone from the disk too: brought back by a power loss, it would be the one in force, and know nothing of what is committed from now on.
    private void Delete(string file)
    {
        storage.Delete(file);
        if (Path.GetDirectoryName(file) == path)
        {
            storage.SyncFolder(path);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2208, LogLevel.Warning, "Journal {Path}, which another has replaced, cannot be taken away.")]
        public static partial void NotDeleted(ILogger logger, Exception exception, string path);
    }
}
