namespace LogActors;

// Gives the files the names that the journal in force says they have.
internal sealed partial class SegmentChain
{
    private readonly LastingFailure _notNamed = new();

    private void TrySettle()
    {
        try
        {
            Settle();
            _notNamed.End();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _instruments.Failed(FailedOperation.Rename);
            string path = _segment?.Path ?? _folder.CurrentName;
            if (_notNamed.IsNews(path, exception))
            {
                Log.NotNamed(_logger, exception, _name.Value, path);
            }
        }
    }

    private void EnsureSettled()
    {
        Settle();
        if (!_settled)
        {
            throw new IOException($"A segment of log file '{_name}' has no name yet, since another program has just taken the one it was to have.");
        }
    }

    // If another program has one of the names, there is another to be chosen first, and a journal to say so: that is a change, and waits for its turn.
    private void Settle()
    {
        if (_settled || _isNameTaken)
        {
            return;
        }

        FaultPoint.Reach("settle");
        Segment? segment = _segment;
        if (IsPreviousLeftToRename())
        {
            if (!_folder.TryMoveCurrent(_journal!.Header.Previous!))
            {
                _isNameTaken = true;
                return;
            }

            FaultPoint.Reach("settle-closed");
        }

        while (segment?.IsStaged == true && !_folder.TryName(segment))
        {
            if (segment.Name != _folder.CurrentName)
            {
                _isNameTaken = true;
                return;
            }

            _folder.MoveCurrent(new SegmentId(_schedule.NameAt(_folder.LastWritten(segment.Name) ?? _schedule.Now), 1));
            Log.MovedAway(_logger, _name.Value, _folder.CurrentName);
        }

        FaultPoint.Reach("settle-named");
        _settled = true;
        if (segment is not null && segment.Name != _folder.CurrentName)
        {
            Link(segment.Path);
        }
    }

    private bool IsPreviousLeftToRename() => _segment?.IsStaged != false && _journal!.Header.Previous is { } previous && _folder.IsLeftToRename(previous, MayBePrevious);

    // Of a segment that another process has left only the length is known; but it may have an end that is to be cut off.
    private bool MayBePrevious(FileIdentity file) => _left is { } left ? file.IsSameFileAs(left)
        : file.Kind == FileKind.Regular && FindPrevious(_journal!.Header) is { Bytes: var bytes } && (file.Length == bytes || (_journal.Header.VoidFrom is not null && file.Length > bytes));

    private ClosedSegment? FindPrevious(JournalHeader header) => _catalog!.Find(header.Segment is null ? header.SegmentNumber : header.SegmentNumber - 1);

    private void NameAnew()
    {
        ChooseName();
        TrySettle();
    }

    // In the place of the one that another program has taken. The catalogue knows it before the journal does, so that no death leaves that program's file in it.
    private void ChooseName()
    {
        JournalHeader header = _journal!.Header;
        if (IsPreviousLeftToRename())
        {
            string closed = _folder.NextClosedName(header.Previous!);
            if (FindPrevious(header) is { } previous)
            {
                _catalog!.Store(previous.Number, closed, previous.Bytes, sync: true);
            }

            _voidEnd = _voidEnd is { } voidEnd ? (closed, voidEnd.End) : null;
            RenewJournal(header with { Previous = closed });
        }
        else if (_segment is { IsStaged: true } segment && segment.Name != _folder.CurrentName)
        {
            string name = _folder.NextName(RollNaming.Dated, segment.Name, _schedule.NameNow());
            RenewJournal(header with { Segment = name });
            segment.Name = name;
        }

        _isNameTaken = false;
    }

    private void Link(string segmentPath)
    {
        if (CurrentLink.Point(_folder.PathOf(_folder.CurrentName), segmentPath) is { } reason)
        {
            Log.NoLink(_logger, _name.Value, reason);
        }
    }
}
