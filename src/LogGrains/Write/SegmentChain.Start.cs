namespace LogActors;

// How a segment and its journal come into force: files first, synced; then the journal that names them. Until that is on the disk, the ones before are in force.
internal sealed partial class SegmentChain
{
    private void GoOnInSegment(RecoveredLog found, long epoch)
    {
        string path = Path.Combine(_folder, found.Segment!);
        SegmentId id = SegmentNaming.TryParse(RollNaming.Dated, _logFile, found.Segment!, out SegmentId parsed) ? parsed : new SegmentId(Today(), 1);
        Segment segment = Segment.Open(_storage, path, id, found.SegmentNumber, found.Tail);
        try
        {
            EndTornLine(segment.File);
            segment.File.Sync();
            _storage.SyncFolder(_folder);
            Link(path);
            _segment = segment;
            StartJournal(
                new JournalHeader(epoch, segment.Name, segment.Number, segment.Tail, found.Previous, found.PreviousEnd, Table("checkpoint-without-table")), found.JournalNumber, found.JournalPath);
        }
        catch
        {
            _segment = null;
            segment.Dispose();
            throw;
        }
    }

    private void StartNextSegment(RecoveredLog found, long epoch)
    {
        SegmentId id = SegmentId.After(SegmentNaming.Newest(RollNaming.Dated, _logFile, _storage.List(_folder)), Today());
        StartSegment(id, found.SegmentNumber + 1, found.Segment, found.Tail, epoch, _ => { }, found.JournalNumber);
    }

    private void StartSegment(SegmentId wanted, long number, string? previous, long previousEnd, long epoch, Action<TailFile> fill, long journalNumber = 0)
    {
        ClearStrays();
        CutVoidEnds();
        Segment next = CreateSegment(wanted, number);
        Journal journal;
        try
        {
            FaultPoint.Reach("segment-data-created");
            fill(next.File);
            next.File.Sync();
            _storage.SyncFolder(_folder);
            JournalHeader header = new(epoch, next.Name, number, next.Tail, previous, previousEnd, Table("segment-without-table"));
            journal = CreateJournal((_journal?.Number ?? journalNumber) + 1, header);
        }
        catch
        {
            next.Dispose();
            DiscardAfterStrays(next.Path);
            throw;
        }

        FaultPoint.Reach("segment-journal-created");
        CloseCurrent(previousEnd);
        FaultPoint.Reach("segment-old-closed");
        (_segment, _journal) = (next, journal);
        Link(next.Path);
        FaultPoint.Reach("segment-link");
    }

    /// <summary>The first file with this id, or one after it, that holds nothing yet: nothing is ever overwritten.</summary>
    private Segment CreateSegment(SegmentId id, long number)
    {
        while (true)
        {
            string path = Path.Combine(_folder, SegmentNaming.FileName(RollNaming.Dated, _logFile, id));
            Segment segment = Segment.Open(_storage, path, id, number, 0);
            if (segment.File.File.Length == 0)
            {
                return segment;
            }

            segment.Dispose();
            id = id.Next;
        }
    }

    private void StartJournal(JournalHeader header) => StartJournal(header, _journal!.Number, _journal.Path);

    private void StartJournal(JournalHeader header, long lastNumber, string? lastPath)
    {
        if (FaultPoint.Mutant("old-journal-deleted-early") && lastPath is not null)
        {
            _storage.Delete(lastPath);
        }

        ClearStrays();                                          // one of them may have the name of the next
        Journal next = CreateJournal(lastNumber + 1, header);
        FaultPoint.Reach("checkpoint-created");
        _journal?.Dispose();
        _journal = next;
        if (lastPath is not null)
        {
            DeleteSuperseded(lastPath);
        }

        FaultPoint.Reach("checkpoint-old-deleted");
    }

    private Journal CreateJournal(long number, JournalHeader header)
    {
        try
        {
            return Journal.Create(_storage, _journals, number, header);
        }
        catch
        {
            Discard(Path.Combine(_journals, Journal.NameOf(number)));
            throw;
        }
    }

    // It says nothing that the new one does not; if it stays, it is only in the way.
    private void DeleteSuperseded(string path)
    {
        try
        {
            _storage.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotDeleted(_logger, exception, path);
        }
    }

    // A half-made file that stayed would be taken for one in force. If it cannot be deleted now, nothing is committed until it can.
    private void Discard(string path)
    {
        try
        {
            DeleteHalfMade(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _strays.Add(path);
        }
    }

    // A journal that stays has to find the segment that it names: it would be in force for whoever comes after this process.
    private void DiscardAfterStrays(string segmentPath)
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

    // The last first.
    private void ClearStrays()
    {
        while (_strays.Count > 0)
        {
            DeleteHalfMade(_strays[^1]);
            _strays.RemoveAt(_strays.Count - 1);
        }
    }

    // A journal has to be gone from the disk too: brought back by a power loss, it would be the one in force, and know nothing of what is committed from now on.
    private void DeleteHalfMade(string path)
    {
        _storage.Delete(path);
        if (Path.GetDirectoryName(path) == _journals)
        {
            _storage.SyncFolder(_journals);
        }
    }

    // The old journal stays, as the word on what belongs to the log file. Where its segment ends is in the new one already, so whatever fails here is made good by a recovery.
    private void CloseCurrent(long end)
    {
        if (_segment is not { } segment || _journal is not { } journal)
        {
            return;
        }

        try
        {
            if (IsSuspect)
            {
                _voidEnds.Add((segment.Path, end));             // what is beyond is in the new segment
                CutVoidEnds();
            }

            journal.NoteEnd(FrameKind.Closed, end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.EndNotNoted(_logger, exception, segment.Path);
        }

        journal.Dispose();
        segment.Dispose();
    }

    // The journal in force names the segment before its own only, so that one has to end where it ends before the next is begun: on the disk too, or a power loss brings back what it held beyond.
    private void CutVoidEnds()
    {
        while (_voidEnds.Count > 0)
        {
            (string path, long end) = _voidEnds[^1];
            using (IStoredFile? file = _storage.TryOpen(path))
            {
                if (file?.Length > end)
                {
                    file.Truncate(end);
                }

                file?.Sync();
            }

            _voidEnds.RemoveAt(_voidEnds.Count - 1);
        }
    }

    // A segment that was not ours, or whose journal is gone, may end in the middle of a line; the next record must not continue it.
    private static void EndTornLine(TailFile file)
    {
        Span<byte> last = stackalloc byte[1];
        if (file.Tail > 0 && file.File.Read(file.Tail - 1, last) == 1 && last[0] != (byte)'\n')
        {
            file.Append("\n"u8);
        }
    }

    private void Link(string segmentPath)
    {
        if (CurrentLink.Point(Path.Combine(_folder, SegmentNaming.LinkName(_logFile)), segmentPath) is { } reason)
        {
            Log.NoLink(_logger, _name.Value, reason);
        }
    }

    private IReadOnlyList<ProducerState> Table(string mutant) => FaultPoint.Mutant(mutant) ? [] : _ledger.ToList();

    private void Report(RecoveredLog found)
    {
        if (found.Corruption is { } corruption)
        {
            Log.Corrupt(_logger, _name.Value, corruption);
        }
        else if (found.Epoch > 0 && !found.Clean)
        {
            Log.Recovered(_logger, _name.Value, found.Segment!, found.Tail, found.Quarantined);
        }
    }
}
