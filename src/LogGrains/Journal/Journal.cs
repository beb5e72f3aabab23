using System.Globalization;

namespace LogActors;

/// <summary>The journal of the current segment: which of its bytes are committed, and which sequence each producer has reached.</summary>
/// <remarks>
/// One journal belongs to one activation of the writer and one segment; a longer life or the next segment begins another, whose header repeats everything that is still
/// of interest. Not thread-safe, except for <see cref="Sync"/>; owned by one writer.
/// </remarks>
internal sealed class Journal : IDisposable
{
    private const string Ending = ".journal";

    private readonly TailFile _file;
    private readonly FrameBuffer _frames;
    private readonly List<GroupFrame> _unsynced = [];
    private long _groups;
    private long _syncedLength;

    private Journal(TailFile file, FrameBuffer frames, long number, JournalHeader header)
    {
        _file = file;
        _frames = frames;
        Number = number;
        Header = header;
        SyncedTo = header.Start;
        HeaderLength = file.Tail;
        _syncedLength = file.Tail;
    }

    /// <summary>Which journal of the log file this is; grows by one with each.</summary>
    public long Number { get; }

    public JournalHeader Header { get; }

    public long HeaderLength { get; }

    public string Path => _file.Path;

    /// <summary>Which file it is, wherever its name leads by now.</summary>
    public FileIdentity Identity => _file.File.Identity;

    /// <summary>Its length, in whole frames.</summary>
    public long Length => _file.Tail;

    public bool Suspect => _file.Suspect;

    /// <summary>How far the segment is known to be on the disk.</summary>
    public long SyncedTo { get; private set; }

    /// <summary>The groups that are not known to be on the disk, in order.</summary>
    public IReadOnlyList<GroupFrame> Unsynced => _unsynced;

    /// <summary>The bytes of a journal; none if there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadFile(ILogStorage storage, string path)
    {
        using IStoredFile? file = storage.TryOpen(path);
        if (file is null)
        {
            return [];
        }

        byte[] bytes = new byte[file.Length <= Array.MaxLength ? file.Length : throw new IOException($"Journal '{path}' has {file.Length} bytes, more than can be read.")];
        int read = file.Read(0, bytes);
        return bytes[..read];
    }

    public static string NameOf(long number) => number.ToString("D10", CultureInfo.InvariantCulture) + Ending;

    /// <summary>The number in a journal's file name; <see langword="null"/> if it is another file's.</summary>
    public static long? NumberOf(string name) =>
        name.EndsWith(Ending, StringComparison.Ordinal) && long.TryParse(name.AsSpan(0, name.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>Begins a journal. When this returns it is on the disk, and is the one that a recovery goes by.</summary>
    /// <param name="storage">The file layer.</param>
    /// <param name="folder">The folder of the log file's journals.</param>
    /// <param name="number">Its number.</param>
    /// <param name="header">What it begins with.</param>
    /// <param name="prepared">Its file, if that is on the disk, empty and with its name; owned by the journal from now on.</param>
    /// <exception cref="IOException">It could not be made. The one before is still in force once the file of this one, if there is one, has been deleted.</exception>
    public static Journal Create(ILogStorage storage, string folder, long number, JournalHeader header, IStoredFile? prepared = null)
    {
        string path = System.IO.Path.Combine(folder, NameOf(number));
        IStoredFile stored = prepared ?? storage.Open(path);
        try
        {
            if (prepared is null)
            {
                stored.Truncate(0);                             // a half-made one, whose header was never whole
            }

            FaultPoint.Reach("journal-empty");
            TailFile file = new(stored, path, 0, "write-journal");
            FrameBuffer frames = new();
            file.Append(frames.Header(header));
            file.Sync();
            if (prepared is null)
            {
                storage.SyncFolder(folder);
            }

            return new Journal(file, frames, number, header);
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    /// <summary>Commits a group.</summary>
    /// <exception cref="IOException">It is not committed.</exception>
    public void Append(long start, int length, uint checksum, IReadOnlyList<ProducerState> producers)
    {
        _file.Append(_frames.Group(_groups, start, length, checksum, producers));
        _unsynced.Add(new GroupFrame(_groups, start, length, checksum, []));
        _groups++;
    }

    /// <summary>Notes that the segment is on the disk up to an offset, and the journal up to one of its own.</summary>
    public void NoteSync(long offset, long journalOffset)
    {
        SyncedTo = offset;
        _syncedLength = journalOffset;
        _unsynced.RemoveRange(0, _unsynced.TakeWhile(group => group.End <= offset).Count());
        _file.Append(_frames.Mark(FrameKind.Sync, offset, journalOffset));
    }

    /// <summary>Notes that the writer stopped in order, and where the segment ends.</summary>
    public void NoteClean(long offset) => _file.Append(_frames.Mark(FrameKind.Clean, offset, _syncedLength));

    public void EnsureWhole() => _file.EnsureWhole();

    /// <summary>Returns when every frame before the call is on the disk. Thread-safe.</summary>
    public void Sync() => _file.Sync();

    public void Dispose() => _file.Dispose();
}
