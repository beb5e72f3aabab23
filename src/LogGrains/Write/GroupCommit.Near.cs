namespace LogActors;

// Rolls that somebody asked for, and what is done beside the writer so that it needs little time for a roll.
internal sealed partial class GroupCommit
{
    private readonly List<PendingRoll> _rolls = [];
    private Task _beside = Task.CompletedTask;
    private bool _syncedSinceAsked;

    private bool IsRollNear => _rolls.Count > 0 || segments.IsRollNear;

    private void Take(PendingRoll roll)
    {
        WriteStaged();
        Tend(place: true);                                                 // before a sync, which would take what another program has cut off for safe
        _syncedSinceAsked &= _rolls.Count > 0;
        _rolls.Add(roll);
    }

    private void StartBeside()
    {
        if (_beside.IsCompleted && segments.TakeBesideWork(_rolls.Count > 0) is { } work)
        {
            _beside = beside(work);
        }
    }

    // What was written before is on the disk by now, but for the last of it.
    private void RollIfReady()
    {
        bool ready = _beside.IsCompleted && _ticket is null && (_syncedSinceAsked || !segments.IsUnsynced || segments.IsSuspect);
        if (ready && _rolls.Count > 0)
        {
            RollAsked();
        }
    }

    private void RollAsked()
    {
        PendingRoll[] rolls = [.. _rolls];
        _rolls.Clear();
        WaitForSync();
        foreach (PendingRoll roll in rolls)
        {
            try
            {
                Look(place: true);
                HealIfSuspect();
                if (segments.IsDisturbed)
                {
                    Change(0);
                }

                roll.Closed = segments.RollNow();
                AnswerDurable(_uncovered);
                roll.Complete(admitter.Appended(roll));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _instruments.Failed(FailedOperation.Roll);
                roll.Complete(Fault(roll, exception));
            }
        }
    }
}
