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
        _isNameTaken = false;                                   // it may be free again
        Settle();
        if (!_settled)
        {
            throw new IOException($"The current segment of log file '{_name}' has no name yet, since another program has just taken the one it was to have.");
        }
    }

    // If another program has the name of the closed segment, that gets the next one, and the catalogue says so first. If it has that of the current one, a journal has to say another one first: that is a change, and waits
    // for its turn.
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
            string closed = PreviousName!;
            while (!_folder.TryMoveCurrent(closed))
            {
                closed = _folder.NextClosedName(closed);
                NotePreviousName(closed);
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

    private string? PreviousName => PreviousNameOf(_journal!.Header);

    // What the journal says that the segment before is called; or the catalogue, if another program took that name.
    private string? PreviousNameOf(JournalHeader header) =>
        header.Previous is { } name && FindPrevious(header) is { } known && CompressedNaming.Parse(known.FileName).Segment is var later && _folder.IsLaterName(later, name) ? later : header.Previous;

    private bool IsPreviousLeftToRename() => _segment?.IsStaged != false && PreviousName is { } previous && _folder.IsLeftToRename(previous, MayBePrevious);

    // Of a segment that another process has left only the length is known; but it may have an end that is to be cut off.
    private bool MayBePrevious(FileIdentity file) => _left is { } left ? file.IsSameFileAs(left)
        : file.Kind == FileKind.Regular && FindPrevious(_journal!.Header) is { Bytes: var bytes } && (file.Length == bytes || (_journal.Header.VoidFrom is not null && file.Length > bytes));

    private ClosedSegment? FindPrevious(JournalHeader header) => _catalog!.Find(header.Segment is null ? header.SegmentNumber : header.SegmentNumber - 1);

    private void NotePreviousName(string name)
    {
        if (FindPrevious(_journal!.Header) is { } previous)
        {
            _catalog!.Store(previous.Number, name, previous.Bytes, sync: true);
        }
    }

    private void NameAnew()
    {
        ChooseName();
        TrySettle();
    }

    private void ChooseName()
    {
        if (_segment is { IsStaged: true } segment && segment.Name != _folder.CurrentName)
        {
            string name = _folder.NextName(RollNaming.Dated, segment.Name, _schedule.NameNow());
            RenewJournal(_journal!.Header with { Segment = name });
            segment.Name = name;
        }
        else
        {
            SyncAll();                                          // as after every change, and there is nothing left to name
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
