using NodaTime;

namespace LogActors;

// Takes up where the last writer left off.
internal sealed partial class SegmentChain
{
    private void TakeUp(RecoveredLog found, long epoch, bool forRecords)
    {
        if (found.PeriodStart is { } start)
        {
            _schedule.Resume(start);
        }
        else
        {
            Instant written = found.Segment is { } adopted && _folder.LastWritten(adopted) is { } time ? time : _schedule.Now;
            _schedule.Begin(Instant.Min(written, _schedule.Now));
        }

        if (found is { Segment: not null, Corruption: null })
        {
            GoOnInSegment(found, epoch);
        }
        else if (forRecords)
        {
            StartSegment(found.SegmentNumber + 1, NameDamaged(found), null, epoch, journalNumber: found.JournalNumber);
        }
        else
        {
            StartPause(found.SegmentNumber, NameDamaged(found), epoch, found.JournalNumber);
        }

        FaultPoint.Reach("recover-epoch");
        Epoch = epoch;
        foreach (string path in found.Journals)
        {
            if (found.Corruption is null)
            {
                _journals.Supersede(path);
            }
            else
            {
                _journals.SetAside(path);
            }
        }

        TrySettle();
        Log.SegmentOpened(_logger, _segment?.Path ?? "none", Tail, epoch);
    }

    private void GoOnInSegment(RecoveredLog found, long epoch)
    {
        Segment segment = Segment.Open(_storage, found.Path!, found.Segment!, found.SegmentNumber, found.Tail);
        try
        {
            EndTornLine(segment.File);
            segment.File.Sync();
            _folder.Sync();
            JournalHeader header = new()
            {
                Epoch = epoch,
                Segment = segment.Name,
                SegmentNumber = segment.Number,
                Start = segment.Tail,
                PeriodStart = _schedule.Start,
                Previous = found.Previous,
                Producers = Table("checkpoint-without-table"),
            };
            (_segment, _seenTail) = (segment, segment.Tail);
            if (FaultPoint.Mutant("old-journal-deleted-early") && found.JournalPath is { } last)
            {
                _storage.Delete(last);
            }

            _journal = _journals.Begin(found.JournalNumber + 1, header);
            FaultPoint.Reach("checkpoint-created");
        }
        catch
        {
            _segment = null;
            segment.Dispose();
            throw;
        }
    }

    // It is left as it is, and makes way for the next; under a hidden name it would be taken for one that never was in force.
    private string? NameDamaged(RecoveredLog found)
    {
        if (found.Segment is not { } name || found.Path is not { } path)
        {
            return found.Segment is null ? found.Previous : null;
        }

        if (path != _folder.PathOf(name) && !_storage.TryRename(path, _folder.PathOf(name)))
        {
            throw new IOException($"Segment {name}, which is damaged, is at '{path}', and cannot be given its name, since another file has it.");
        }

        return NameClosed(name, found.Previous);
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
