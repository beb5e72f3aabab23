using System.Runtime.ExceptionServices;

namespace LogActors;

// Groups on their way into the file: while one is written, the next may be staged. What else touches the segments first waits for the write, see FinishWrite.
internal sealed partial class GroupCommit
{
    private const int MaxGroupBytes = 1024 * 1024;

    private readonly int _asideBytes = (limits ?? Limits.Usual).AsideBytes;
    private readonly Action<AsideWork> _start = start ?? (static write => ThreadPool.UnsafeQueueUserWorkItem(write, preferLocal: false));
    private StagedGroup _staged = new();
    private StagedGroup _writing = new();
    private AsideWork? _write;
    private bool _isWriting;

    // What else the loop has to do comes first, at least once a second: until then it need not wait for a write.
    private bool IsNothingDue => _uncovered.Count == 0 && _rolls.Count == 0 && _tends.Count == 0 && !IsPlaceDue;

    private void WriteIfLarge()
    {
        bool full = _staged.Lines.Length >= Math.Min(MaxGroupBytes, segments.MaxBytes);
        bool couldBegin = _staged.Lines.Length >= _asideBytes && !(_isWriting && !_write!.IsDone);
        if ((full || couldBegin) && !TryWriteAside() && full)
        {
            WriteStaged();
        }
    }

    // Whether the loop can take what comes next, while everything that is staged is being written.
    private bool TryGoOn() => _staged.Appends.Count > 0 ? TryWriteAside() : _isWriting && IsNothingDue;

    private bool TryWriteAside()
    {
        if (_staged.Lines.Length < _asideBytes || _staged.AwaitsSync || !IsNothingDue)
        {
            return false;
        }

        FinishWrite();
        if (segments.IsSuspect || segments.IsRollNear || !TryBeginWrite())
        {
            return false;
        }

        _start(_write!);
        return true;
    }

    private void WriteStaged()
    {
        FinishWrite();
        if (TryBeginWrite())
        {
            FinishWrite();
        }
    }

    // What they are told is what the ledger knows now: soon it will know of batches too that are not written yet.
    private bool TryBeginWrite()
    {
        if (_staged.Appends.Count == 0)
        {
            _staged.Clear();                                    // a batch that was refused may have needed much memory
            return false;
        }

        try
        {
            Prepare(_staged.Lines.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _instruments.Failed(FailedOperation.Write);
            FailStaged(exception);
            return false;
        }

        foreach (PendingAppend append in _staged.Appends)
        {
            append.Answer = append.Level < AckLevel.Durable ? admitter.Appended(append) : null;
        }

        (_staged, _writing) = (_writing, _staged);
        _isWriting = true;
        _write ??= new AsideWork(WriteGroup, wake);
        _write.Begin();
        return true;
    }

    // On any thread. Answers go out only after the write: also those of repeats, whose first attempt may be in this very group.
    private void WriteGroup()
    {
        if (FaultPoint.Mutant("ack-before-write"))
        {
            AnswerWritten();
        }

        if (_writing.Lines.Length > 0)
        {
            segments.Append(_writing.Lines.Written, _writing.Advanced);
            _instruments.Written(_writing.RecordCount, _writing.Lines.Length);
        }

        FaultPoint.Reach("before-ack");
        AnswerWritten();
        _writing.Lines.Clear();
    }

    private void AnswerWritten()
    {
        foreach (PendingAppend append in _writing.Appends)
        {
            if (append.Answer is { } answer)
            {
                append.Complete(answer);
            }
            else if (FaultPoint.Mutant("durable-acked-as-written-late"))
            {
                append.Complete(admitter.Answer(append, AppendOutcome.Appended, AckLevel.Durable, null));
            }
        }
    }

    private void FinishWrite()
    {
        if (SettleWrite() is { } error and not (IOException or UnauthorizedAccessException))
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }

    // Waits for the write that is under way. If it fails, what was staged meanwhile fails too, which may be of the same producers.
    private Exception? SettleWrite()
    {
        if (!_isWriting)
        {
            return null;
        }

        _write!.Finish();
        _isWriting = false;
        if (_write.Error is { } error)
        {
            _instruments.Failed(FailedOperation.Write);
            FailStaged(error);
            return error;
        }

        _notWritten.End();
        foreach (PendingAppend append in _writing.Appends)
        {
            if (append.Answer is null)
            {
                AwaitSync(append);
            }
        }

        _writing.Clear();
        return null;
    }

    // Nobody is answered before the ledger has forgotten all of them.
    private void FailStaged(Exception exception)
    {
        StagedGroup[] groups = [_staged, _writing];
        Array.ForEach(groups, group => admitter.Undo(group.Appends));
        foreach (StagedGroup group in groups)
        {
            group.Appends.ForEach(append => append.Complete(Fault(append, exception)));
            group.Clear();
        }
    }
}
