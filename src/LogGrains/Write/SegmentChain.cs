using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>The segments of a log file, of which the last is open, with its journal: finds it, commits groups to both, and goes on to the next.</summary>
/// <remarks>
/// Between a segment that was closed and the first record for the next there is a journal and no segment. Not thread-safe; owned by one writer. While a sync is under way only
/// <see cref="Append"/> may be called: the caller waits for it before the rest.
/// </remarks>
internal sealed partial class SegmentChain
{
    private const int CopyBytes = 1024 * 1024;

    private readonly LogFileName _name;
    private readonly LogRoot _root;
    private readonly ILogStorage _storage;
    private readonly ProducerLedger _ledger;
    private readonly ILogger _logger;
    private readonly Limits _limits;
    private readonly SiloInstruments _instruments;
    private readonly TimeProvider _time;
    private readonly RollSchedule _schedule;
    private readonly SegmentFolder _folder;
    private readonly JournalFolder _journals;
    private (string Name, long End)? _voidEnd;
    private SegmentCatalog? _catalog;
    private IFileLock? _lock;
    private Segment? _segment;
    private Journal? _journal;
    private bool _settled;
    private bool _isNameTaken;
    private FileIdentity? _left;

    public SegmentChain(
        LogFileName name, LogRoot root, ILogStorage storage, ProducerLedger ledger, LogFileSettings settings, TimeProvider time, ILogger logger, Limits? limits = null, SiloInstruments? instruments = null)
    {
        _name = name;
        _root = root;
        _storage = storage;
        _ledger = ledger;
        _logger = logger;
        _limits = limits ?? Limits.Usual;
        _instruments = instruments ?? SiloInstruments.None;
        _time = time;
        _schedule = new RollSchedule(name, settings, time);
        _folder = new SegmentFolder(storage, Path.GetDirectoryName(root.StemOf(name))!, Path.GetFileName(root.StemOf(name)));
        _journals = new JournalFolder(storage, root.JournalFolderOf(name), logger);
    }

    /// <summary>Which incarnation of the writer this is: 1 for the first ever, 0 before <see cref="OpenFirst"/>.</summary>
    public long Epoch { get; private set; }

    /// <summary>Where the current segment's committed records end.</summary>
    public long Tail => _segment?.Tail ?? 0;

    /// <summary>Whether something is committed that is not known to be on the disk.</summary>
    public bool IsUnsynced => _journal?.Unsynced.Count > 0;

    /// <summary>Whether the system failed to write or to sync the current files, or they are spoilt: they are not written any more, and <see cref="Rescue"/> goes on in others.</summary>
    public bool IsSuspect => _segment?.File.Suspect == true || _journal?.Suspect == true || IsSpoilt;

    /// <summary>Whether there is a segment to write to, and a journal that a later process finds; otherwise <see cref="Change"/> makes them.</summary>
    public bool CanGoOn => _segment is not null && !_isJournalGone;

    /// <summary>Whether the log root was there when it was looked at last.</summary>
    public bool IsRootThere => !_root.IsGone;

    /// <summary>How long a segment becomes, except by one batch.</summary>
    public long MaxBytes => Math.Min(_limits.SegmentBytes, _schedule.Options.MaxBytes is > 0 and long most ? most : long.MaxValue);

    /// <summary>The closed segments; <see langword="null"/> before <see cref="OpenFirst"/>.</summary>
    public SegmentCatalog? Catalog => _catalog;

    /// <summary>The current segment, as a pass over the closed ones has to know it.</summary>
    /// <remarks>Between two it is the last one, so that what people look at stays there until there is another.</remarks>
    public CurrentSegment Current => !_settled ? new CurrentSegment(0, 0)
        : _segment is { } segment ? new CurrentSegment(segment.Number, segment.Tail)
        : new CurrentSegment(_journal!.Header.SegmentNumber, _catalog!.Find(_journal.Header.SegmentNumber)?.Bytes ?? 0);

    /// <summary>How long it is until a roll may be due; <see cref="Duration.MaxValue"/> if none is to be expected, or it is due and waits for something else.</summary>
    public Duration UntilRoll => _segment is null || _schedule.IsOver ? Duration.MaxValue : _schedule.Left;

    /// <summary>Whether <see cref="Change"/> is to be called before an append of so many bytes; or, for 0, although there is nothing to append.</summary>
    public bool IsChangeDue(int bytes) => Epoch > 0 && (_isJournalGone || _isNameTaken || (_segment is null ? bytes > 0 : IsRollDue(bytes) || _journal!.Length - _journal.HeaderLength > _limits.JournalBytes));

    /// <summary>Locks the log file, takes up where the last writer left off, and begins a journal of a new epoch. Does nothing once that has been done.</summary>
    /// <param name="forRecords">Whether there is something to write, and so a segment is needed.</param>
    /// <exception cref="LogFileTakenException">Another writer has it.</exception>
    /// <exception cref="IOException">A file cannot be opened or mended; calling again tries again.</exception>
    public void OpenFirst(bool forRecords = true)
    {
        if (Epoch > 0)
        {
            return;
        }

        _root.EnsureThere(_logger);
        _storage.CreateFolder(_journals.FullPath);
        _folder.Create();
        if (!FaultPoint.Mutant("locks-skipped"))
        {
            _lock ??= TakeLock();
        }

        _journals.ClearStrays();                                // of an attempt that failed: found again, they would be taken for the last writer's
        _catalog = SegmentCatalog.Open(_storage, _journals.FullPath);
        RecoveredLog found = new Recovery(_storage, _folder, _journals.FullPath, _schedule.Options.Naming, PreviousNameOf).Run();
        Report(found);
        _ledger.Clear();
        _ledger.Restore(FaultPoint.Mutant("no-ledger-restore") ? [] : found.Producers);
        if (_catalog.Damage is { IsInTheMiddle: true } damage)
        {
            Log.CatalogDamaged(_logger, _name.Value, damage.Bytes);
        }

        TakeUp(found, found.Epoch + (FaultPoint.Mutant("epoch-not-raised") ? 0 : 1), forRecords);
    }

    /// <summary>Appends lines and commits them, with how far they take their producers.</summary>
    /// <exception cref="IOException">Nothing was written or committed.</exception>
    public void Append(ReadOnlySpan<byte> lines, IReadOnlyList<ProducerState> advanced)
    {
        _journals.ClearStrays();
        _journal!.EnsureWhole();
        Segment segment = _segment ?? throw new IOException($"Log file '{_name}' has no segment to write to.");
        long start = segment.Tail;
        _groupStart = start;
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
    public void Change(int bytes)
    {
        EnsureFolders();
        if (_isNameTaken)
        {
            NameAnew();
            if (!IsChangeDue(bytes))
            {
                return;
            }
        }

        if (_segment is null && bytes == 0)
        {
            StartJournal(_journal!.Header with { Producers = Table("checkpoint-without-table") });
        }
        else if (_segment is null)
        {
            StartSegment(_journal!.Header.SegmentNumber + 1, _journal.Header.Previous, null, Epoch);
        }
        else if (_disturbance is { Kind: DisturbanceKind.Moved })
        {
            LeaveMoved(_segment);
        }
        else if (_disturbance is { Kind: DisturbanceKind.Extended } extended)
        {
            LeaveExtended(_segment, extended.Length);
        }
        else if (IsRollDue(bytes))
        {
            Roll(next: bytes > 0 || _schedule.Options.RollEmpty);
        }
        else
        {
            RenewJournal(_journal!.Header);
        }
    }

    /// <summary>Closes the current segment, if there is one with records in it.</summary>
    /// <returns>The name of the one that was closed last, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="IOException">The current one is still in force.</exception>
    public string? RollNow()
    {
        EnsureFolders();
        if (_segment?.Tail > 0)
        {
            Roll(_schedule.Options.RollEmpty);
        }

        if (_isNameTaken)
        {
            NameAnew();
        }

        return PreviousName;
    }

    /// <summary>Does what was left undone and does not hinder writing. A failure is logged, and tried again at the next call.</summary>
    public void Tend()
    {
        if (Epoch > 0)
        {
            TrySettle();
        }
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
                _journals.ClearStrays();
                if (IsSuspect)
                {
                    throw new IOException("The system would not write or sync its files; whether a sync says so now means nothing.");
                }

                SyncAll();
                synced = true;
                FaultPoint.Reach("close-synced");
                CutVoidEnd();
                _journal!.NoteClean(Tail);
                _journal.Sync();
                FaultPoint.Reach("close-clean");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.NotClosed(_logger, exception, _name.Value);
            }
        }

        TidyUp();
        _journal?.Dispose();
        _segment?.Dispose();
        _lock?.Dispose();
        (_journal, _segment, _lock) = (null, null, null);
        return synced;
    }

    private bool IsRollDue(int bytes)
    {
        RollOptions options = _schedule.Options;
        Segment segment = _segment!;
        bool byItself = bytes > 0 || (options.Calendar != RollCalendar.PythonCompatible && (segment.Tail > 0 || options.RollEmpty));
        return IsDisturbed
            || (byItself && _schedule.IsOver)
            || (segment.Tail > 0 && segment.Tail > MaxBytes - bytes)
            || (segment.Name == _folder.CurrentName) != (options.Naming == RollNaming.TimedRotating);
    }

    private void SyncAll()
    {
        _segment?.File.EnsureWhole();
        long begun = _time.GetTimestamp();
        _segment?.File.Sync();
        _journal!.Sync();
        _instruments.Synced(_time.GetElapsedTime(begun));
        _journal.NoteSync(Tail, _journal.Length);
    }
}
