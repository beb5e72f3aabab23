using System.Globalization;

namespace LogActors;

// Looks whether the current segment is what everybody else finds under its name, and goes on in another file if it is not.
internal sealed partial class SegmentChain
{
    private readonly LastingFailure _segmentNotLooked = new();
    private readonly LastingFailure _journalNotLooked = new();
    private Disturbance? _disturbance;
    private bool _isJournalGone;
    private string? _notice;
    private long _seenTail;
    private long _groupStart;

    private string LockPath => Path.Combine(_journals.FullPath, "lock");

    /// <summary>Whether another program has done something to the current segment. What there is to do is <see cref="Rescue"/>'s, if <see cref="IsSuspect"/>, or else <see cref="Change"/>'s.</summary>
    public bool IsDisturbed => _disturbance is not null;

    /// <summary>Up to where the current segment has a hole, since another program cut it to nothing at the moment of a write; 0 if it has none.</summary>
    public long HoleEnd => _disturbance is { Kind: DisturbanceKind.Hollowed } ? _groupStart : 0;

    // Its bytes, or its end, are gone for everybody else.
    private bool IsSpoilt => _disturbance is { Kind: DisturbanceKind.Deleted or DisturbanceKind.Cut or DisturbanceKind.Hollowed };

    /// <summary>Looks whether another program has done something to the current segment, the journal or the log root.</summary>
    /// <param name="place">Whether to look at names too, and not at the segment's length alone.</param>
    /// <exception cref="IOException">The log root is not there.</exception>
    public void Look(bool place)
    {
        if (place)
        {
            _root.EnsureThere(_logger);
            LookForJournal();
        }

        if (_segment is not { File: { Suspect: false, IsDirty: false } } segment || _disturbance is not null)
        {
            return;
        }

        try
        {
            _disturbance = Find(segment, place);
            if (place)
            {
                _segmentNotLooked.End();                        // a look at the length alone does not show that the other succeeds
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_segmentNotLooked.IsNews(segment.Path, exception))
            {
                Log.NotLooked(_logger, exception, segment.Path);
            }

            return;
        }

        if (_disturbance is { } disturbance)
        {
            _instruments.Disturbed(disturbance.Kind);
        }
        else if (place)
        {
            _seenTail = segment.Tail;
        }
    }

    /// <summary>What the log file is to say of a disturbance that has been dealt with, once; <see langword="null"/> if there is nothing to say, or no segment to say it in.</summary>
    public string? TakeNotice()
    {
        if (_segment is null)
        {
            return null;
        }

        string? notice = _notice;
        _notice = null;
        return notice;
    }

    // Who finds neither the journal nor the lock takes the log file for one without a writer, and its producers for unknown ones.
    private void LookForJournal()
    {
        if (Epoch == 0 || _isJournalGone || FaultPoint.Mutant("journal-not-watched") || _journal is not { Suspect: false } journal)
        {
            return;
        }

        try
        {
            _isJournalGone = !IsInPlace(journal.Path, journal.Identity) || !IsLockInPlace();
            _journalNotLooked.End();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_journalNotLooked.IsNews(journal.Path, exception))
            {
                Log.NotLooked(_logger, exception, journal.Path);
            }
        }
    }

    // Where the journal is to be, and that no other process can take it.
    private void EnsureFolders()
    {
        _root.EnsureThere(_logger);
        if (!_isJournalGone)
        {
            return;
        }

        _storage.CreateFolder(_journals.FullPath);
        if (!IsLockInPlace())
        {
            IFileLock held = TakeLock();
            _lock?.Dispose();
            _lock = held;
        }

        _catalog!.Rewrite();
    }

    private IFileLock TakeLock() => _storage.TryLock(LockPath) ?? throw new LogFileTakenException(_name);

    private bool IsLockInPlace() => _lock is null || IsInPlace(LockPath, _lock.Identity);

    private bool IsInPlace(string path, FileIdentity file) => _storage.Identify(path) is { } found && found.IsSameFileAs(file);

    private Disturbance? Find(Segment segment, bool place)
    {
        long length = segment.File.File.Length;
        if (length != segment.Tail)
        {
            return new Disturbance(length < segment.Tail ? DisturbanceKind.Cut : DisturbanceKind.Extended, length);
        }

        if (IsHollow(segment))
        {
            return new Disturbance(DisturbanceKind.Hollowed, length);
        }

        if (!place || IsInPlace(segment.Path, segment.File.File.Identity))
        {
            return null;
        }

        return new Disturbance(segment.File.File.Identity.Links == 0 ? DisturbanceKind.Deleted : DisturbanceKind.Moved, length);
    }

    // It is as long as it ought to be. But the byte before a group ends a line, and in a hole it is 0.
    private bool IsHollow(Segment segment)
    {
        Span<byte> last = stackalloc byte[1];
        return _groupStart > 0 && segment.File.File.Read(_groupStart - 1, last) == 1 && last[0] == 0;
    }

    // The file is still a whole segment, wherever it is; it is none of ours any more.
    private void LeaveMoved(Segment old)
    {
        SyncAll();
        _settled = true;                                        // there is nothing left to rename
        StartSegment(old.Number + 1, null, null, Epoch);
        Note($"Segment {old.Name} was moved away by another program. The log file goes on here.");
    }

    private void LeaveExtended(Segment old, long length)
    {
        Roll(next: true);
        Note(string.Create(CultureInfo.InvariantCulture, $"Another program wrote {length - old.Tail} bytes to segment {old.Name}, behind the records. The log file goes on here."));
    }

    // What was written since it was last seen, or may not have been on the disk, was written without knowing: it is written again.
    private void RescueDeleted(Segment old, IReadOnlyList<GroupFrame> carried)
    {
        long from = Math.Min(_seenTail, _journal!.SyncedTo);
        long to = _journal.SyncedTo;
        StartSegment(old.Number + 1, null, null, Epoch, next =>
        {
            Copy(old, from, to, next);
            Carry(old, carried, next);
        });
        Note(string.Create(CultureInfo.InvariantCulture, $"Segment {old.Name} was deleted by another program, with {from} bytes of records before these. The log file goes on here."));
    }

    private void RescueCut(Segment old, IReadOnlyList<GroupFrame> carried, long length)
    {
        if (length == 0)
        {
            StartSegment(old.Number + 1, null, null, Epoch, inPlaceOf: old.Name);
        }
        else
        {
            string closed = NameClosed(old);
            TryNoteClosed(old, closed, Math.Min(length, _journal!.SyncedTo));
            StartSegment(old.Number + 1, closed, _journal.SyncedTo, Epoch, next => Carry(old, carried, next));
        }

        Note(string.Create(
            CultureInfo.InvariantCulture, $"Segment {old.Name} was cut from {old.Tail} to {length} bytes by another program. What that had not copied of the rest is gone. The log file goes on here."));
    }

    private void NoteJournal()
    {
        if (_isJournalGone)
        {
            _isJournalGone = false;
            Note("Another program deleted the journal of the log file. No record is lost; a new journal has been begun.");
        }
    }

    // What is behind the hole is still there: it stays where it is if it has been synced, and is written again if not.
    private void RescueHollowed(Segment old, IReadOnlyList<GroupFrame> carried)
    {
        long gone = HoleEnd;
        string closed = NameClosed(old);
        TryNoteClosed(old, closed, _journal!.SyncedTo);
        StartSegment(old.Number + 1, closed, _journal.SyncedTo, Epoch, next => Carry(old, carried, next));
        Note(string.Create(
            CultureInfo.InvariantCulture, $"Segment {old.Name} was cut by another program while {gone} bytes were in it. What that had not copied of them is gone. The log file goes on here."));
    }

    private void Note(string notice)
    {
        Log.Disturbed(_logger, _name.Value, notice);
        _notice = _notice is null ? notice : $"{_notice} {notice}";
    }

    private static void Copy(Segment old, long from, long to, TailFile next)
    {
        byte[] block = new byte[(int)Math.Min(to - from, CopyBytes)];
        for (long at = from; at < to; at += block.Length)
        {
            Span<byte> part = block.AsSpan(0, (int)Math.Min(block.Length, to - at));
            if (old.File.File.Read(at, part) != part.Length)
            {
                throw new IOException($"Bytes {at} to {at + part.Length} of segment {old.Name}, which was deleted, cannot be read.");
            }

            next.Append(part);
        }
    }
}
