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

    // Gives the files the names that the journal says they have.
    private void Settle()
    {
        if (_settled)
        {
            return;
        }

        FaultPoint.Reach("settle");
        Segment? segment = _segment;
        if (segment?.IsStaged != false && _journal!.Header.Previous is { } previous && _folder.IsLeftToRename(previous))
        {
            _folder.MoveCurrent(_folder.ClosedId(previous));
            FaultPoint.Reach("settle-closed");
        }

        while (segment?.IsStaged == true && !_folder.TryName(segment))
        {
            if (segment.Name == _folder.CurrentName)
            {
                _folder.MoveCurrent(new SegmentId(_schedule.NameAt(_folder.LastWritten(segment.Name) ?? _schedule.Now), 1));
                Log.MovedAway(_logger, _name.Value, _folder.CurrentName);
            }
            else
            {
                segment.Name = _folder.NextName(RollNaming.Dated, segment.Name, _schedule.NameNow());
                StartJournal(_journal!.Header with { Segment = segment.Name });
            }
        }

        FaultPoint.Reach("settle-named");
        _settled = true;
        if (segment is not null && segment.Name != _folder.CurrentName)
        {
            Link(segment.Path);
        }
    }

    private void Link(string segmentPath)
    {
        if (CurrentLink.Point(_folder.PathOf(_folder.CurrentName), segmentPath) is { } reason)
        {
            Log.NoLink(_logger, _name.Value, reason);
        }
    }
}
