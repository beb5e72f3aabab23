using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>Writes batches in groups, syncs them where that is asked for, and only then answers.</summary>
/// <remarks>
/// A sync runs beside further writes; whoever came too late for it waits for the next, which then covers them all. So a durable answer waits for two syncs at most, and those who need none do not wait.
/// <c>wake</c> is called when a sync has ended; <c>beside</c> runs work on another thread, and sees to it that <see cref="Work"/> is called after it. A large group may be written on another thread than the loop's, which stages
/// the next meanwhile; <c>start</c> sees to it that it is, soon. Belongs to the writer loop, except for <see cref="WriterEpoch"/>.
/// </remarks>
internal sealed partial class GroupCommit(
    LogFileName name, SegmentChain segments, BatchAdmitter admitter, TimeProvider time, ILogger logger, Action wake, Func<Action, Task> beside, SiloInstruments? instruments = null,
    Limits? limits = null, Action<AsideWork>? start = null)
{
    private static readonly TimeSpan RetryWhenFaulted = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ChangeAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly SiloInstruments _instruments = instruments ?? SiloInstruments.None;
    private readonly LastingFailure _notWritten = new();
    private readonly List<PendingAppend> _unsure = [];
    private readonly List<PendingTend> _tends = [];
    private List<PendingReceipt> _uncovered = [];
    private List<PendingReceipt> _covered = [];
    private SyncTicket? _ticket;
    private Task _sync = Task.CompletedTask;
    private long _changeFailedAt;
    private long _lookedAt;
    private long _givenUpFrom = long.MaxValue;
    private long _writerEpoch;

    /// <summary>Which incarnation of the writer answers. Thread-safe.</summary>
    public long WriterEpoch => Volatile.Read(ref _writerEpoch);

    /// <summary>Whether something is written that is not on the disk, or the disk has to be tried again.</summary>
    public bool IsUnfinished => _isWriting || segments.IsUnsynced || segments.IsSuspect;

    /// <summary>Starts a pass over the closed segments if one is due, or somebody waits for it.</summary>
    public void Keep(SegmentKeeper keeper)
    {
        if (_isWriting)
        {
            return;                                             // nothing is due, and nobody waits: see IsNothingDue
        }

        if (segments.IsRootThere && segments.Catalog is { } catalog && segments.Current is { Number: > 0 } current)
        {
            foreach (PendingTend tend in _tends)
            {
                tend.Pass = keeper.Start(catalog, current, tend.Numbers);
            }

            keeper.StartIfDue(catalog, current);
        }

        _tends.ForEach(tend => tend.Complete(admitter.Appended(tend)));
        _tends.Clear();
    }

    /// <summary>How long it is until a roll may be due.</summary>
    public Duration UntilRoll => segments.UntilRoll;

    /// <summary>Whether a sync has begun and has not ended.</summary>
    public bool IsSyncing => _ticket is { IsDone: false };

    /// <summary>Does what there is to do.</summary>
    /// <param name="receipts">Who waits; each is answered sooner or later.</param>
    /// <param name="syncDue">Whether what is written is to be synced although nobody waits for it.</param>
    public void Work(List<PendingReceipt> receipts, bool syncDue)
    {
        if (_ticket is { IsDone: true })
        {
            FinishWrite();
            FinishSync();
        }

        foreach (PendingReceipt receipt in receipts)
        {
            if (TryOpen(receipt))
            {
                Take(receipt);
            }
        }

        if (receipts.Count > 0 && !syncDue && TryGoOn())
        {
            return;
        }

        WriteStaged();
        if (receipts.Count == 0)
        {
            Tend(IsPlaceDue || syncDue);                        // a writer is woken several times for one sync
        }

        StartBeside();
        RollIfReady();
        StartSync(syncDue);
    }

    /// <summary>Answers everybody after something that should not happen.</summary>
    public void FailAll(List<PendingReceipt> receipts, Exception exception)
    {
        SettleWrite();
        FailStaged(exception);
        foreach (PendingReceipt receipt in receipts.Except(_uncovered).Except(_covered).Except(_rolls))
        {
            receipt.Complete(Fault(receipt, exception));        // those with an answer keep it
        }
    }

    /// <summary>Finishes the sync that is under way, syncs the rest, and closes the files.</summary>
    public void Close()
    {
        FinishWrite();
        WaitForSync();
        if (segments.IsSuspect)
        {
            TryHeal();
        }

        RollAsked();
        bool synced = segments.Close();
        foreach (PendingReceipt receipt in _uncovered)
        {
            receipt.Complete(synced ? Durable(receipt) : Fault(receipt, new IOException("The log file was closed before it could be synced.")));
        }

        _uncovered.Clear();
    }

    private void Take(PendingReceipt receipt)
    {
        if (receipt is PendingAppend append)
        {
            admitter.Stage(append, _staged);
            WriteIfLarge();
        }
        else if (receipt is PendingSync sync)
        {
            Take(sync);
        }
        else if (receipt is PendingRoll roll)
        {
            Take(roll);
        }
        else if (receipt is PendingTend tend)
        {
            Tend(place: true);
            _tends.Add(tend);                                   // answered once the pass over the closed segments has begun
        }
    }

    private void Take(PendingSync sync)
    {
        if (admitter.LastSequence(sync) >= sync.Sequence)
        {
            WriteStaged();                                      // what it speaks of may be in this group, whose write may fail
        }

        if (admitter.LastSequence(sync) >= sync.Sequence)
        {
            AwaitSync(sync);
        }
        else
        {
            sync.Complete(admitter.Answer(sync, AppendOutcome.OutOfOrder, AckLevel.Written, "The log file does not have all the records that are to be synced."));
        }
    }

    private bool TryOpen(PendingReceipt receipt)
    {
        try
        {
            segments.OpenFirst(forRecords: receipt is PendingAppend);
            admitter.WriterEpoch = segments.Epoch;
            Volatile.Write(ref _writerEpoch, segments.Epoch);
            return true;
        }
        catch (LogFileTakenException exception)
        {
            receipt.Complete(Fault(receipt, exception) with { Outcome = AppendOutcome.Busy });
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _instruments.Failed(FailedOperation.Open);
            receipt.Complete(Fault(receipt, exception));
            return false;
        }
    }

    private void AwaitSync(PendingReceipt receipt)
    {
        receipt.End = segments.Tail;
        receipt.LastSequence = admitter.LastSequence(receipt);
        _uncovered.Add(receipt);
    }

    // Its producer may have gone on meanwhile: that is not on the disk yet.
    private AppendReceipt Durable(PendingReceipt receipt) =>
        admitter.Answer(receipt, AppendOutcome.Appended, AckLevel.Durable, null) with { LastSequence = receipt.LastSequence };

    private AppendReceipt Fault(PendingReceipt receipt, Exception exception)
    {
        bool full = exception is IOException io && DiskErrors.IsFull(io);
        if (_notWritten.IsNews(name.Value, exception))
        {
            Log.WriteFailed(logger, exception, name.Value);
        }

        return admitter.Answer(receipt, full ? AppendOutcome.DiskFull : AppendOutcome.Faulted, AckLevel.Written, exception.Message) with { RetryAfter = RetryWhenFaulted };
    }
}
