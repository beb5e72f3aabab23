using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>The segments of a log file, of which the last is open, with its journal: finds it, commits groups to both, and goes on to the next.</summary>
/// <remarks>Not thread-safe; owned by one writer. While a sync is under way only <see cref="Append"/> may be called: the caller waits for it before the rest.</remarks>
internal sealed partial class SegmentChain
{
    private readonly LogFileName _name;
    private readonly ILogStorage _storage;
    private readonly ProducerLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Limits _limits;
    private readonly string _folder;
    private readonly string _logFile;
    private readonly string _journals;
    private readonly List<string> _strays = [];
    private readonly List<(string Path, long End)> _voidEnds = [];
    private IDisposable? _lock;
    private Segment? _segment;
    private Journal? _journal;

    public SegmentChain(LogFileName name, LogRoot root, ILogStorage storage, ProducerLedger ledger, TimeProvider time, ILogger logger, Limits? limits = null)
    {
        _name = name;
        _storage = storage;
        _ledger = ledger;
        _time = time;
        _logger = logger;
        _limits = limits ?? Limits.Usual;
        _folder = Path.GetDirectoryName(root.StemOf(name))!;
        _logFile = Path.GetFileName(root.StemOf(name));
        _journals = root.JournalFolderOf(name);
    }

    /// <summary>Which incarnation of the writer this is: 1 for the first ever, 0 before <see cref="OpenFirst"/>.</summary>
    public long Epoch { get; private set; }

    /// <summary>Where the current segment's committed records end.</summary>
    public long Tail => _segment?.Tail ?? 0;

    /// <summary>Whether something is committed that is not known to be on the disk.</summary>
    public bool IsUnsynced => _journal?.Unsynced.Count > 0;

    /// <summary>Whether the system failed to write or to sync the current files: they are not written any more, and <see cref="Rescue"/> goes on in others.</summary>
    public bool IsSuspect => _segment is not null && (_segment.File.Suspect || _journal!.Suspect);

    /// <summary>Whether <see cref="Change"/> is to be called before the next append.</summary>
    public bool IsChangeDue => _segment is not null && (IsRollDue || _journal!.Length - _journal.HeaderLength > _limits.JournalBytes);

    private bool IsRollDue => Today().CompareTo(_segment!.Id.Period) > 0 || _segment.Tail >= _limits.SegmentBytes;

    /// <summary>Locks the log file, takes up where the last writer left off, and begins a journal of a new epoch. Does nothing once that has been done.</summary>
    /// <exception cref="LogFileTakenException">Another writer has it.</exception>
    /// <exception cref="IOException">A file cannot be opened or mended; calling again tries again.</exception>
    public void OpenFirst()
    {
        if (Epoch > 0)
        {
            return;
        }

        _storage.CreateFolder(_journals);
        _storage.CreateFolder(_folder);
        if (!FaultPoint.Mutant("locks-skipped"))
        {
            _lock ??= _storage.TryLock(Path.Combine(_journals, "lock")) ?? throw new LogFileTakenException(_name);
        }

        ClearStrays();                                          // of an attempt that failed: found again, they would be taken for the last writer's
        RecoveredLog found = new Recovery(_storage, _logFile, _folder, _journals).Run();
        Report(found);
        _ledger.Clear();
        _ledger.Restore(FaultPoint.Mutant("no-ledger-restore") ? [] : found.Producers);
        long epoch = found.Epoch + (FaultPoint.Mutant("epoch-not-raised") ? 0 : 1);
        if (found.Segment is null || found.Corruption is not null)
        {
            StartNextSegment(found, epoch);
        }
        else
        {
            GoOnInSegment(found, epoch);
        }

        FaultPoint.Reach("recover-epoch");
        Epoch = epoch;
        Log.SegmentOpened(_logger, _segment!.Path, _segment.Tail, epoch);
    }

    /// <summary>Appends lines and commits them, with how far they take their producers.</summary>
    /// <exception cref="IOException">Nothing was written or committed.</exception>
    public void Append(ReadOnlySpan<byte> lines, IReadOnlyList<ProducerState> advanced)
    {
        ClearStrays();
        _journal!.EnsureWhole();
        Segment segment = _segment!;
        long start = segment.Tail;
        uint checksum = Crc32C.Compute(lines);
        if (FaultPoint.Mutant("journal-before-data"))
        {
            _journal.Append(start, lines.Length, checksum, advanced);
            segment.File.Append(lines);
            return;
        }

        segment.File.Append(lines);
        try
        {
            _journal.Append(start, lines.Length, checksum, advanced);
        }
        catch
        {
            segment.File.TakeBackTo(start);
            throw;
        }
    }

    /// <summary>What a sync has to cover at this moment.</summary>
    public SyncTicket BeginSync()
    {
        Journal journal = _journal!;
        SyncTicket ticket = new(_segment!.File, journal.Sync, _segment.Tail, journal.Length);
        if (FaultPoint.Mutant("sync-record-before-sync"))
        {
            EndSync(ticket);
        }

        return ticket;
    }

    /// <summary>Notes that a sync succeeded.</summary>
    /// <exception cref="IOException">It could not be noted, which costs a recovery time and nothing else.</exception>
    public void EndSync(SyncTicket ticket)
    {
        _journal!.NoteSync(ticket.Offset, ticket.JournalOffset);
        FaultPoint.Reach("sync-record");
    }

    /// <summary>Goes on in the next segment or journal, as <see cref="IsChangeDue"/> asks.</summary>
    /// <exception cref="IOException">The current ones are still in force.</exception>
    public void Change()
    {
        SyncAll();
        if (IsRollDue)
        {
            Segment old = _segment!;
            StartSegment(AfterCurrent(), old.Number + 1, old.Name, old.Tail, Epoch, _ => { });
            Log.SegmentOpened(_logger, _segment!.Path, _segment.Tail, Epoch);
        }
        else
        {
            StartJournal(_journal!.Header with { Start = _segment!.Tail, Producers = Table("checkpoint-without-table") });
        }
    }

    /// <summary>How much of what is committed can be read back from the current segment: the offset that a <see cref="Rescue"/> would save.</summary>
    public long Readable()
    {
        long readable = _journal!.SyncedTo;
        foreach (GroupFrame group in _journal.Unsynced)
        {
            byte[] bytes = new byte[group.Length];
            if (!TryReadGroup(_segment!.File.File, group, bytes))
            {
                break;
            }

            readable = group.End;
        }

        return readable;
    }

    /// <summary>Leaves files that the system would not write or sync: what is committed but not known to be on the disk is written to a new segment, and synced there.</summary>
    /// <param name="readable">Up to where; <see cref="Readable"/>. The ledger must not know of anything beyond that is to be sent again.</param>
    /// <exception cref="IOException">It failed; calling again tries again.</exception>
    public void Rescue(long readable)
    {
        Segment old = _segment!;
        GroupFrame[] carried = [.. _journal!.Unsynced.Where(group => group.End <= readable)];
        StartSegment(AfterCurrent(), old.Number + 1, old.Name, _journal.SyncedTo, Epoch, next =>
        {
            foreach (GroupFrame group in carried)
            {
                byte[] bytes = new byte[group.Length];
                if (!TryReadGroup(old.File.File, group, bytes))
                {
                    throw new IOException($"Bytes {group.Start} to {group.End} of segment {old.Name} could be read a moment ago, and now they cannot.");
                }

                next.Append(bytes);
            }
        });
        Log.SegmentLeft(_logger, old.Path, _segment!.Path, carried.Sum(group => (long)group.Length));
    }

    /// <summary>Syncs, notes that the writer stopped in order, and lets go of everything. A failure is logged: the next writer then recovers.</summary>
    /// <returns>Whether everything is on the disk.</returns>
    public bool Close()
    {
        bool synced = Epoch == 0;
        if (Epoch > 0)
        {
            try
            {
                ClearStrays();
                if (IsSuspect)
                {
                    throw new IOException("The system would not write or sync its files; whether a sync says so now means nothing.");
                }

                SyncAll();
                synced = true;
                FaultPoint.Reach("close-synced");
                CutVoidEnds();
                _journal!.NoteEnd(FrameKind.Clean, _segment!.Tail);
                _journal.Sync();
                FaultPoint.Reach("close-clean");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotClosed(_logger, exception, _name.Value);
            }
        }

        _journal?.Dispose();
        _segment?.Dispose();
        _lock?.Dispose();
        (_journal, _segment, _lock) = (null, null, null);
        return synced;
    }

    private void SyncAll()
    {
        _segment!.File.EnsureWhole();
        _segment.File.Sync();
        _journal!.Sync();
        _journal.NoteSync(_segment.Tail, _journal.Length);
    }

    private SegmentId AfterCurrent() => SegmentId.After(_segment!.Id, Today());

    private PeriodName Today() => PeriodName.Of(Instant.FromDateTimeOffset(_time.GetUtcNow()), DateTimeZone.Utc, PeriodPrecision.Day);

    private static bool TryReadGroup(IStoredFile file, GroupFrame group, Span<byte> bytes)
    {
        try
        {
            return file.Read(group.Start, bytes) == group.Length && Crc32C.Compute(bytes) == group.Checksum;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
