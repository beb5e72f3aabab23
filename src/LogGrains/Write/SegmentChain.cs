using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The segments of a log file, of which the last is open: finds it, goes on to the next day's, and notes the state when it closes.</summary>
/// <remarks>Not thread-safe; owned by one writer.</remarks>
internal sealed partial class SegmentChain(LogFileName name, LogRoot root, ILogStorage storage, ProducerLedger ledger, TimeProvider time, ILogger logger)
{
    private readonly string _stem = root.StemOf(name);
    private readonly string _statePath = root.StatePathOf(name);
    private Segment? _current;

    /// <summary>Which incarnation of the writer this is: 1 for the first ever, 0 before <see cref="OpenFirst"/>.</summary>
    public long Epoch { get; private set; }

    /// <summary>Opens the newest segment, or today's if that is newer, and takes up the last writer's state. Does nothing once that has been done.</summary>
    /// <exception cref="IOException">A file cannot be opened; calling again tries again.</exception>
    public void OpenFirst()
    {
        if (Epoch > 0)
        {
            return;
        }

        DateOnly today = Today();
        WriterState state = WriterState.Read(_statePath);
        DateOnly newest = SegmentNaming.NewestDay(_stem) ?? today;
        Segment segment = Open(newest > today ? newest : today);    // a clock that was set back does not reopen the past
        if (state.Clean && IsWhatWasLeft(state, segment))
        {
            ledger.Restore(state.Producers);
        }
        else if (state.Epoch > 0)
        {
            Log.UncleanStop(logger, name.Value);
        }

        try
        {
            // From here on the state on disk is unclean, until this writer closes.
            (state with { Epoch = state.Epoch + 1, Clean = false, Producers = [] }).Save(_statePath);
        }
        catch
        {
            segment.Dispose();
            throw;
        }

        _current = segment;
        Epoch = state.Epoch + 1;
    }

    /// <summary>Writes lines into the current day's segment.</summary>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Append(ReadOnlySpan<byte> lines)
    {
        DateOnly today = Today();
        if (today > _current!.Day)
        {
            _current.EnsureWhole();
            Segment next = Open(today);
            _current.Dispose();
            _current = next;
        }

        _current.Append(lines);
    }

    /// <summary>Notes the state and closes the segment. A failure to note it is logged: the next writer then starts as after an unclean stop.</summary>
    public void Close()
    {
        if (_current is null)
        {
            return;
        }

        try
        {
            _current.EnsureWhole();
            new WriterState(Epoch, true, Path.GetFileName(_current.Path), _current.Tail, ledger.ToList()).Save(_statePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.StateNotSaved(logger, exception, name.Value);
        }

        _current.Dispose();
        _current = null;
    }

    private Segment Open(DateOnly day)
    {
        string path = SegmentNaming.SegmentPath(_stem, day);
        Segment segment = Segment.Open(storage, path, day);
        if (CurrentLink.Point(SegmentNaming.LinkPath(_stem), path) is { } reason)
        {
            Log.NoLink(logger, name.Value, reason);
        }

        Log.SegmentOpened(logger, path, segment.Tail);
        return segment;
    }

    // The newest segment may be a new day's and still empty; then the one before it is what the state speaks of.
    private bool IsWhatWasLeft(WriterState state, Segment segment)
    {
        if (state.Segment == Path.GetFileName(segment.Path))
        {
            return state.SegmentLength == segment.Tail;
        }

        FileInfo left = new(Path.Combine(Path.GetDirectoryName(_stem)!, state.Segment ?? "."));
        return segment.Tail == 0 && left.Exists && left.Length == state.SegmentLength;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
}
