using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors.Tests;

/// <summary>A writer's parts without its loop and timer: the test's thread does the work, and says when a sync that runs beside it ends, and when a group is written that another thread may write.</summary>
/// <remarks>After <see cref="ProcessDeath"/> it is of no more use.</remarks>
internal sealed class DrivenWriter
{
    private readonly ModelProcess _process;
    private readonly SegmentChain _segments;
    private readonly GroupCommit _commit;
    private readonly SemaphoreSlim _woken = new(0);
    private readonly bool _writesAside;
    private AsideWork? _write;
    private bool _syncRuns;
    private bool _endedInWork;

    public DrivenWriter(LogFileName name, LogRoot root, ModelProcess process, LogFileSettings settings, Limits limits, TimeProvider time, ILogger logger)
    {
        _process = process;
        _writesAside = limits.AsideBytes < Limits.Usual.AsideBytes;
        ProducerLedger ledger = new();
        _segments = new SegmentChain(name, root, process, ledger, settings, time, logger, limits);
        _commit = new GroupCommit(name, _segments, new BatchAdmitter(name, ledger, settings, time, logger), time, logger, () => _woken.Release(), RunAtOnce, limits: limits, start: write => _write = write);
        process.OnFault = EndSync;
    }

    /// <summary>Whether it has taken up where the last writer left off.</summary>
    public bool IsOpen => _segments.Epoch > 0;

    /// <summary>Whether a sync runs beside it.</summary>
    public bool IsSyncing => _syncRuns;

    /// <summary>How long it is until a roll may be due, as its timer is told.</summary>
    public Duration UntilRoll => _commit.UntilRoll;

    // In a build with deliberate bugs a sync may leave a file out.
    private static int SyncedFiles => (FaultPoint.Mutant("sync-skipped") ? 0 : 1) + (FaultPoint.Mutant("journal-sync-skipped") ? 0 : 1);

    // It only touches files of which nobody speaks yet, or any more: when it runs between two appends makes no difference.
    private static Task RunAtOnce(Action work)
    {
        work();
        return Task.CompletedTask;
    }

    /// <summary>Does what the loop does when it is woken.</summary>
    public void Work(List<PendingReceipt> receipts, bool syncDue)
    {
        bool ran = _syncRuns;
        WorkOnce(receipts, syncDue);
        if (ran && _endedInWork)
        {
            WorkOnce([], syncDue: false);                       // its end came in the middle, and has been looked at now
        }
    }

    private void WorkOnce(List<PendingReceipt> receipts, bool syncDue)
    {
        if (_syncRuns)
        {
            EndWrite();                                         // or nobody knows whether the writer waits for the sync
        }

        int bytes = 1 + receipts.OfType<PendingAppend>().Sum(append => append.Bytes);
        bool severalGroups = receipts.Count > 1 && (_writesAside || receipts.Exists(receipt => receipt is PendingSync));
        if (_segments.IsChangeDue(bytes) || severalGroups)
        {
            EndSync();                                          // the writer may wait for it
        }

        _endedInWork = false;
        _commit.Work(receipts, syncDue);
        if (_commit.IsSyncing && !_syncRuns)
        {
            _process.AwaitSyncs(SyncedFiles);
            _syncRuns = true;
        }
    }

    /// <summary>Writes a group that waits for another thread, if the writer has not done so itself; its batches get their answers, or the next <see cref="Work"/> looks at its failure.</summary>
    public void EndWrite() => _write?.Finish();

    /// <summary>Lets a sync end that runs beside the writer; the next <see cref="Work"/> looks at its result.</summary>
    public void EndSync()
    {
        if (_syncRuns)
        {
            (_syncRuns, _endedInWork) = (false, true);
            _process.EndSyncs();
            _woken.Wait();
        }
    }

    /// <summary>Lets every write and every sync end, until nobody waits for one.</summary>
    public void Settle()
    {
        if (_write is { IsDone: false })
        {
            EndWrite();
            Work([], syncDue: false);
        }

        while (_syncRuns)
        {
            EndSync();
            Work([], syncDue: false);
        }
    }

    /// <summary>Does what the keeper does: a pass over the closed segments, once the log file has been opened.</summary>
    public void Keep(string folder, RetainOptions options, Instant now)
    {
        if (IsOpen)
        {
            new RetentionPass(_process, folder, _segments.Catalog!).Run(_segments.Current, options, now);
        }
    }

    public void Close()
    {
        EndSync();
        _commit.Close();
    }
}
