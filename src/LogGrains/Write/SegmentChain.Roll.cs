using NodaTime;

namespace LogActors;

// How a segment and its journal come into force: files first, synced; then the journal that names them. Until that is on the disk, the ones before are in force.
internal sealed partial class SegmentChain
{
    private void Roll(bool next)
    {
        if (_isNameTaken)
        {
            ChooseName();
        }

        EnsureSettled();
        Segment old = _segment!;
        SyncWhole(old.File);
        string closed = NameClosed(old);
        NoteClosed(old, closed, old.Tail);
        FaultPoint.Reach("roll-noted");
        if (next)
        {
            StartSegment(old.Number + 1, closed, null, Epoch);
        }
        else
        {
            StartPause(old.Number, closed, Epoch);
        }

        _instruments.Rolled();
    }

    // Its journal does not matter once there is the next one, and nobody is told anything before.
    private void SyncWhole(TailFile file)
    {
        file.EnsureWhole();
        if (IsUnsynced || file.WasCut)
        {
            file.Sync();
        }
    }

    private void NoteClosed(Segment old, string closed, long end)
    {
        if (old.Number > 0 && !FaultPoint.Mutant("roll-not-noted"))
        {
            _catalog!.Add(new ClosedSegment(old.Number, closed, end, _schedule.Now), sync: !FaultPoint.Mutant("roll-note-unsynced"));
        }
    }

    // Of less importance than going on.
    private void TryNoteClosed(Segment old, string closed, long end)
    {
        try
        {
            NoteClosed(old, closed, end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotCataloged(_logger, exception, closed);
        }
    }

    private string NameClosed(Segment segment) => NameClosed(segment.Name, PreviousName);

    // Python goes by the names that are there, not by those that were given: one may be before that of the segment before.
    private string NameClosed(string present, string? before) =>
        _folder.ClosedName(present, _schedule.Options.Calendar == RollCalendar.PythonCompatible ? null : before, _schedule.NameNow());

    private void StartSegment(long number, string? previous, long? voidFrom, long epoch, Action<TailFile>? fill = null, long journalNumber = 0, string? inPlaceOf = null)
    {
        _journals.ClearStrays();
        _folder.Create();
        CutVoidEnd();
        Instant period = _schedule.Start;
        if (inPlaceOf is null)
        {
            _schedule.Advance();
        }

        Segment? next = null;
        Journal journal;
        try
        {
            string name = inPlaceOf ?? _folder.NextName(_schedule.Options.Naming, _segment?.Name ?? previous, _schedule.NameNow());
            next = CreateSegment(name, number, mayTake: fill is null && (name != _segment?.Name || IsDisturbed), out bool isOnDisk);
            FaultPoint.Reach("segment-data-created");
            if (fill is not null || !isOnDisk)
            {
                fill?.Invoke(next.File);
                next.File.Sync();
                _folder.Sync();
            }

            JournalHeader header = new()
            {
                Epoch = epoch,
                Segment = name,
                SegmentNumber = number,
                Start = next.Tail,
                PeriodStart = _schedule.Start,
                Previous = previous,
                VoidFrom = voidFrom,
                Producers = Table("segment-without-table"),
            };
            journal = BeginJournal((_journal?.Number ?? journalNumber) + 1, header);
        }
        catch
        {
            _schedule.Resume(period);
            next?.Dispose();
            _journals.DiscardSegment(_folder.StagedPath(number));
            throw;
        }

        FaultPoint.Reach("segment-journal-created");
        Succeed(next, journal, voidFrom is { } end ? (previous!, end) : null);
        Log.SegmentOpened(_logger, next.Path, next.Tail, epoch);
    }

    // Nothing is written until there is a record: a period without one has no segment.
    private void StartPause(long number, string? previous, long epoch, long journalNumber = 0)
    {
        _journals.ClearStrays();
        CutVoidEnd();
        _folder.Sync();                                         // the last segment may have got its name a moment ago, and no later journal speaks of that
        JournalHeader header = new()
        {
            Epoch = epoch,
            Segment = null,
            SegmentNumber = number,
            PeriodStart = _schedule.Start,
            Previous = previous,
            Producers = Table("segment-without-table"),
        };
        Journal journal = BeginJournal((_journal?.Number ?? journalNumber) + 1, header);
        FaultPoint.Reach("pause-journal-created");
        Succeed(null, journal, null);
    }

    private void Succeed(Segment? next, Journal journal, (string Name, long End)? voidEnd)
    {
        Segment? old = _segment;
        FileIdentity? left = old is null ? _left : TryIdentify(old);
        string? oldJournal = _journal?.Path;
        _journal?.Dispose();
        (_segment, _journal, _voidEnd, _settled, _isNameTaken, _left) = (next, journal, voidEnd, false, false, left);
        (_disturbance, _seenTail, _groupStart) = (null, next?.Tail ?? 0, 0);
        NoteJournal();
        if (next is not null)
        {
            DiscardPrepared();
        }

        TryCutVoidEnd();
        old?.Dispose();
        FaultPoint.Reach("segment-old-closed");
        TrySettle();
        FaultPoint.Reach("segment-link");
        if (oldJournal is not null)
        {
            _superseded.Add(oldJournal);
        }
    }

    // Of importance only if somebody takes its name.
    private static FileIdentity? TryIdentify(Segment segment)
    {
        try
        {
            return segment.File.File.Identity;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // An empty file that somebody has put in the place of the next segment is taken as it is, with its owner and its rights. One that was made for it must not be there then: a recovery would take that.
    private Segment CreateSegment(string name, long number, bool mayTake, out bool isOnDisk)
    {
        IStoredFile? prepared = _next?.TakeSegment(number);
        string staged = _folder.StagedPath(number);
        isOnDisk = false;
        try
        {
            if (mayTake && _storage.Identify(_folder.PathOf(name)) is { Kind: FileKind.Regular, Length: 0 })
            {
                _storage.Delete(staged);
                prepared?.Dispose();
                return Segment.Open(_storage, _folder.PathOf(name), name, number, 0);
            }
        }
        catch
        {
            prepared?.Dispose();
            throw;
        }

        if (prepared is not null)
        {
            isOnDisk = true;
            return Segment.Begin(prepared, staged, name, number);
        }

        Segment segment = Segment.Open(_storage, staged, name, number, 0);
        if (segment.File.File.Length > 0)
        {
            segment.File.File.Truncate(0);                      // of an attempt that failed
        }

        return segment;
    }

    // The next one of the same segment. What the groups of the last one said of producers is in its table.
    private void RenewJournal(JournalHeader header)
    {
        SyncAll();
        StartJournal(header with { Start = Tail, PeriodStart = _schedule.Start, VoidFrom = _voidEnd?.End, Producers = Table("checkpoint-without-table") });
    }

    private void StartJournal(JournalHeader header)
    {
        Journal last = _journal!;
        if (FaultPoint.Mutant("old-journal-deleted-early"))
        {
            _storage.Delete(last.Path);
        }

        _journal = BeginJournal(last.Number + 1, header);
        FaultPoint.Reach("checkpoint-created");
        NoteJournal();
        last.Dispose();
        _journals.Supersede(last.Path);
        FaultPoint.Reach("checkpoint-old-deleted");
    }

    private Journal BeginJournal(long number, JournalHeader header) => _journals.Begin(number, header, _next?.TakeJournal(number));

    // If it fails now, it is done before the next change at the latest.
    private void TryCutVoidEnd()
    {
        try
        {
            CutVoidEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.EndNotCut(_logger, exception, _voidEnd!.Value.Name);
        }
    }

    // The journal in force names the segment before its own only, so that one has to end where it ends before the next is begun: on the disk too, or a power loss brings back what it held beyond.
    private void CutVoidEnd()
    {
        if (_voidEnd is not { } voidEnd)
        {
            return;
        }

        using (IStoredFile? file = _storage.TryOpen(_folder.PlaceOfClosed(PreviousName ?? voidEnd.Name, MayBePrevious, _segment?.IsStaged == true)))
        {
            if (file?.Length > voidEnd.End && (_left is null || MayBePrevious(file.Identity)))
            {
                file.Truncate(voidEnd.End);
            }

            file?.Sync();
        }

        _voidEnd = null;
    }

    private IReadOnlyList<ProducerState> Table(string mutant) => FaultPoint.Mutant(mutant) ? [] : _ledger.ToList();
}
