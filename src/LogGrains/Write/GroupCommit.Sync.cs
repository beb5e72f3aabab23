namespace LogActors;

// Syncs, and what to do when the system would not write or sync a file.
internal sealed partial class GroupCommit
{
    private void StartSync(bool due)
    {
        if (segments.IsSuspect && (due || _uncovered.Count > 0))
        {
            WaitForSync();
            TryHeal();
        }

        if (_ticket is not null || segments.IsSuspect)
        {
            return;
        }

        if (!segments.IsUnsynced)
        {
            AnswerDurable(_uncovered);
        }
        else if (due || _uncovered.Count > 0 || IsRollNear)
        {
            SyncTicket ticket = segments.BeginSync();
            _ticket = ticket;
            (_covered, _uncovered) = (_uncovered, _covered);
            long begun = time.GetTimestamp();
            _sync = DiskThreads.RunAsync(async () =>
            {
                await ticket.Run();
                if (ticket.Error is null)
                {
                    _instruments.Synced(time.GetElapsedTime(begun));
                }

                wake();
            });
        }
    }

    private void WaitForSync()
    {
#pragma warning disable VSTHRD002 // The loop has nothing else to do: files are about to be exchanged, which nothing beside it may see.
        _sync.Wait();
        _beside.Wait();
#pragma warning restore VSTHRD002
        FinishSync();
    }

    private void FinishSync()
    {
        if (_ticket is not { } ticket)
        {
            return;
        }

        _ticket = null;
        _syncedSinceAsked = true;
        if (ticket.Error is { } error)
        {
            _instruments.Failed(FailedOperation.Sync);
            Log.SyncFailed(logger, error, name.Value);
            _uncovered.InsertRange(0, _covered);
            _covered.Clear();
            return;                                             // the files are suspect now
        }

        AnswerDurable(_covered);
        try
        {
            segments.EndSync(ticket);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.WriteFailed(logger, exception, name.Value);     // only a note; what it says holds without it
        }
    }

    private void TryHeal()
    {
        try
        {
            Heal();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _instruments.Failed(FailedOperation.Roll);
            foreach (PendingReceipt receipt in _uncovered)
            {
                receipt.Complete(Fault(receipt, exception));    // its records stay in the ledger: when they come again they wait here again
            }

            _unsure.AddRange(_uncovered.OfType<PendingAppend>());
            _uncovered.Clear();
        }
    }

    private void HealIfSuspect()
    {
        if (segments.IsSuspect)
        {
            Heal();
        }
    }

    // What cannot be read back is lost, whoever was told that it is written; those who were not told can send it again, if the ledger forgets it.
    private void Heal()
    {
        long readable = Math.Min(segments.Readable(), _givenUpFrom);
        long lost = segments.Tail - readable;
        long hole = segments.HoleEnd;
        if (lost > 0 || _uncovered.Exists(IsGone) || _unsure.Exists(IsGone))
        {
            _givenUpFrom = readable;                            // those who are told so now send it again: it is lost, even if a later attempt could read it
            IOException exception = new($"{lost + hole} bytes of log file '{name}' could neither be synced nor read back.");
            FailStaged(exception);
            PendingReceipt[] gone = [.. _uncovered.Where(IsGone)];
            admitter.Undo([.. _unsure.Where(IsGone), .. gone.OfType<PendingAppend>()]);
            _unsure.RemoveAll(IsGone);
            foreach (PendingReceipt receipt in gone)
            {
                _uncovered.Remove(receipt);
                receipt.Complete(Fault(receipt, exception));
            }
        }

        segments.Rescue(readable);
        _unsure.Clear();
        _givenUpFrom = long.MaxValue;
        AnswerDurable(_uncovered);
        AppendNotice();
        if (lost > 0)
        {
            segments.Append(admitter.RenderNotice($"{lost} bytes of records that stood here could neither be synced nor read back, and are lost."), []);
        }

        bool IsGone(PendingReceipt receipt) => receipt.End > readable || (hole > 0 && receipt.End <= hole);
    }

    private void AnswerDurable(List<PendingReceipt> receipts)
    {
        foreach (PendingReceipt receipt in receipts)
        {
            receipt.Complete(Durable(receipt));
        }

        receipts.Clear();
    }
}
