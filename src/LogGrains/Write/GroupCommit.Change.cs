namespace LogActors;

// Makes the current files ones that can be written: the next segment or journal when one is due, others when these are broken.
internal sealed partial class GroupCommit
{
    private readonly LastingFailure _notChanged = new();

    private bool IsPlaceDue => time.GetElapsedTime(_lookedAt) >= LookInterval;

    // What is due although there is nothing to write.
    private void Tend(bool place)
    {
        FinishWrite();
        segments.Tend();
        try
        {
            Look(place);
            if (!segments.IsSuspect || segments.IsDisturbed)    // otherwise it is healed when something is to be written or synced
            {
                ChangeIfDue(0);
            }
        }
        catch (LogRootGoneException)
        {
            // That has been said, for all log files.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            ReportNotChanged(exception);
        }
    }

    private void Prepare(int bytes)
    {
        Look(IsPlaceDue);
        ChangeIfDue(bytes);
    }

    // Makes the current files ones that can be written. A new journal begins with what the ledger knows, which must not be of batches that are only about to be written.
    private void ChangeIfDue(int bytes)
    {
        if (!segments.IsChangeDue(bytes) && !segments.IsSuspect)
        {
            return;
        }

        Look(place: true);                                      // a change lets go of the present segment, the last way to one that was deleted
        WaitForSync();
        if (!FaultPoint.Mutant("staged-in-table"))
        {
            admitter.Undo(_staged.Appends);
        }

        try
        {
            HealIfSuspect();
            TryChange(bytes);
            HealIfSuspect();
        }
        finally
        {
            admitter.Redo(_staged.Appends);
        }
    }

    private void Look(bool place)
    {
        segments.Look(place);
        _lookedAt = place ? time.GetTimestamp() : _lookedAt;
    }

    private void AppendNotice()
    {
        if (segments.TakeNotice() is { } notice)
        {
            segments.Append(admitter.RenderNotice(notice), []);
        }
    }

    private void Change(int bytes)
    {
        segments.Change(bytes);
        AnswerDurable(_uncovered);
        AppendNotice();
    }

    // A change that fails is no reason not to write: it is tried again, and the present segment goes on until then, if there is one.
    private void TryChange(int bytes)
    {
        bool tooSoon = segments.CanGoOn && _changeFailedAt != 0 && time.GetElapsedTime(_changeFailedAt) < ChangeAgainAfter;
        if (!segments.IsChangeDue(bytes) || tooSoon)
        {
            return;
        }

        try
        {
            Change(bytes);
            _changeFailedAt = 0;
            _notChanged.End();
        }
        catch (Exception exception) when (segments.CanGoOn && (exception is IOException or UnauthorizedAccessException))
        {
            _changeFailedAt = time.GetTimestamp();
            ReportNotChanged(exception);
        }
    }

    private void ReportNotChanged(Exception exception)
    {
        _instruments.Failed(FailedOperation.Roll);
        if (_notChanged.IsNews(name.Value, exception))
        {
            Log.NotChanged(logger, exception, name.Value);
        }
    }
}
