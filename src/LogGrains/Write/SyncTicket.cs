namespace LogActors;

/// <summary>One sync of segment and journal: how far they had come when it was asked for, and what came of it.</summary>
/// <remarks><see cref="Run"/> may run on any thread beside appends; the files stay open until it has returned.</remarks>
internal sealed class SyncTicket(TailFile segment, Action syncJournal, long offset, long journalOffset)
{
    private bool _done;

    /// <summary>How far the segment reached.</summary>
    public long Offset { get; } = offset;

    /// <summary>How far the journal reached.</summary>
    public long JournalOffset { get; } = journalOffset;

    /// <summary>Whether it has ended.</summary>
    public bool IsDone => Volatile.Read(ref _done);

    /// <summary>Why it failed; <see langword="null"/> if it did not, or has not ended.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Syncs both at the same time, the segment on this thread. Never throws.</summary>
    public async Task Run()
    {
        FaultPoint.Reach("sync-begin");
        try
        {
            Task journal = FaultPoint.Mutant("journal-sync-skipped") ? Task.CompletedTask : DiskThreads.RunAsync(syncJournal);
            try
            {
                FaultPoint.Reach("sync-data");
                if (!FaultPoint.Mutant("sync-skipped"))
                {
                    segment.Sync();
                }
            }
            finally
            {
                await journal;
            }
        }
        catch (Exception exception)
        {
            Error = FaultPoint.Mutant("sync-error-ignored") ? null : exception;
        }

        FaultPoint.Reach("sync-end");
        Volatile.Write(ref _done, true);
    }
}
