using System.Globalization;
using NodaTime;

namespace LogActors.Tests;

/// <summary>What there has to be in the folder of a log file with the calendar <see cref="RollCalendar.Safe"/>, by the rules of <c>docs/rotation.md</c> and <c>docs/retention.md</c>.</summary>
/// <remarks>It knows of no journal and no disk: it has a list of files, of which one is the current segment, and says what a step makes of it.</remarks>
internal sealed class RollReference
{
    private readonly ReferencePeriods _periods;
    private readonly ReferenceFolder _folder;
    private readonly List<(string Name, int Bytes)> _closed = [];
    private (DisturbanceKind Kind, int Bytes)? _disturbance;
    private string? _before;
    private bool _isOpen;

    public RollReference(RandomRoll roll)
    {
        Now = roll.Now;
        _periods = new ReferencePeriods(roll);
        _folder = new ReferenceFolder(_periods);
        _periods.Begin(Now);
    }

    public Instant Now { get; set; }

    public RollNaming Naming { get; set; }

    public int MaxBytes { get; set; }

    public bool RollEmpty { get; set; }

    public IReadOnlyDictionary<string, string> Files => _folder.Files;

    /// <summary>The current segment; <see langword="null"/> between two.</summary>
    public ReferenceSegment? Current { get; private set; }

    /// <summary>The sequence of the record that is expected next.</summary>
    public long Next { get; private set; }

    /// <summary>When the present period ends.</summary>
    public Instant PeriodEnd => _periods.End;

    /// <summary>Whether another program has done something to the current segment that the writer has not seen yet.</summary>
    public bool IsDisturbed => _disturbance is not null;

    /// <summary>Whether other programs can disturb the writer.</summary>
    public bool IsWriting => _isOpen && Current is not null && !IsDisturbed;

    /// <summary>The name of the segment that was closed last, if it is there.</summary>
    public string? LastClosed => _closed.Count > 0 && Files.ContainsKey(_closed[^1].Name) ? _closed[^1].Name : null;

    /// <summary>The name that another segment of the present period would have.</summary>
    public string NextName => _folder.FreeName(Naming, Naming == RollNaming.Dated ? Current?.Name ?? _before : _before);

    /// <summary>A batch comes.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="next">The sequence after its last record.</param>
    /// <returns>Whether it is written; otherwise it has to be sent again, because the records before it are lost.</returns>
    public bool Append(string lines, long next)
    {
        Open(forRecords: true);
        bool whole = Prepare(lines.Length);
        if (whole)
        {
            Next = next;
            Write(lines);
        }

        return whole;
    }

    public void Tend()
    {
        if (_isOpen)
        {
            Prepare(0);
        }
    }

    public void Sync()
    {
        Tend();
        while (_isOpen && Current is { IsUnsynced: true })
        {
            Current.Sync();
            Tend();
        }
    }

    /// <summary>The writer has synced what there is, although nobody asked.</summary>
    public void NoteSync() => Current?.Sync();

    /// <summary>Somebody asks for the current segment to be closed.</summary>
    /// <returns>What it is called then; <see langword="null"/> if it has no records.</returns>
    public string? RollNow()
    {
        Open(forRecords: false);
        Tend();
        if (Current is not { Text.Length: > 0 } current)
        {
            return null;
        }

        Close(current, next: RollEmpty);
        return _closed[^1].Name;
    }

    /// <summary>The writer ends, in order or not.</summary>
    public void End(bool inOrder)
    {
        if (inOrder && _isOpen)
        {
            Current?.Sync();
        }

        _isOpen = false;
    }

    /// <summary>Another writer has followed after a power loss.</summary>
    /// <param name="found">What it has left of the current segment.</param>
    /// <returns>Whether it can leave that.</returns>
    public bool Lose(string found)
    {
        if (Current is not null)
        {
            if (!Current.TryCutTo(found, out long next))
            {
                return false;
            }

            Next = next;
            _folder.Files[Current.Name] = found;
        }

        Open(forRecords: false);
        return true;
    }

    /// <summary>A pass over the closed segments, of which so many are kept.</summary>
    public void Keep(int count)
    {
        if (!_isOpen)
        {
            return;
        }

        // Between two segments the last one is what people look at.
        List<(string Name, int Bytes)> known = _closed[..^(Current is null ? 1 : 0)];
        _closed.RemoveAll(segment => known.Contains(segment) && !Files.ContainsKey(segment.Name));
        foreach ((string Name, int Bytes) segment in known.Where(_closed.Contains).SkipLast(count).ToArray())
        {
            _closed.Remove(segment);
            if (Files[segment.Name].Length == segment.Bytes)
            {
                _folder.Files.Remove(segment.Name);
            }
        }
    }

    /// <summary>Another program makes a file, or writes one anew.</summary>
    public void Make(string name, string text, Instant written) => _folder.Make(name, text, written);

    public void Delete(string name) => _folder.Files.Remove(name);

    public void Move(string name, string other) => _folder.Rename(name, other);

    /// <summary>What another program has done was to the current segment.</summary>
    public void Disturb(DisturbanceKind kind, int bytes = 0) => _disturbance = (kind, bytes);

    private void Open(bool forRecords)
    {
        if (!_isOpen)
        {
            _isOpen = true;
            Current?.Sync();
            Current?.See();
            if (Current is null && forRecords)
            {
                Start();
            }
        }
    }

    // Does what is due before so many bytes are written.
    private bool Prepare(int bytes)
    {
        bool isChange = _disturbance is { Kind: DisturbanceKind.Moved or DisturbanceKind.Extended };
        bool whole = Look();
        if (Current is null && bytes > 0)
        {
            Start();
        }
        else if (Current is { } current && !isChange && IsRollDue(current, bytes))
        {
            Close(current, next: bytes > 0 || RollEmpty);
        }

        return whole;
    }

    // Looks what other programs have done, and leaves the segment if it has to be left.
    private bool Look()
    {
        if (Current is not { } current || _disturbance is not { Kind: var kind, Bytes: var bytes })
        {
            Current?.See();
            return true;
        }

        switch (kind)
        {
            case DisturbanceKind.Moved:
                Leave();
                Start();
                Say($"Segment {current.Name} was moved away by another program. The log file goes on here.");
                break;
            case DisturbanceKind.Extended:
                Close(current, next: true);
                Say($"Another program wrote {bytes} bytes to segment {current.Name}, behind the records. The log file goes on here.");
                break;
            case DisturbanceKind.Deleted:
                int gone = Math.Min(current.Seen, current.Synced);
                Leave();
                Start(current.Text[gone..], mayTake: false);
                Say($"Segment {current.Name} was deleted by another program, with {gone} bytes of records before these. The log file goes on here.");
                break;
            default:
                return LeaveCut(current, bytes);
        }

        return true;
    }

    private bool IsRollDue(ReferenceSegment current, int bytes)
    {
        int tail = current.Text.Length;
        return (Now >= _periods.End && (bytes > 0 || tail > 0 || RollEmpty))
            || (MaxBytes > 0 && tail > 0 && tail + bytes > MaxBytes)
            || (current.Name == ReferenceFolder.CurrentName) != (Naming == RollNaming.TimedRotating);
    }

    private bool LeaveCut(ReferenceSegment current, int length)
    {
        int readable = current.ReadableOf(length);
        int lost = current.Text.Length - readable;
        if (length == 0)
        {
            _before = null;
            _disturbance = null;
            Current = new ReferenceSegment(current.Name, "", Next);
        }
        else
        {
            _folder.Files[current.Name] = current.Text[..Math.Min(length, current.Synced)];
            Close(current, next: false);
            Start(current.Text[current.Synced..readable], mayTake: false);
        }

        Say($"Segment {current.Name} was cut from {current.Text.Length} to {length} bytes by another program. What that had not copied of the rest is gone. The log file goes on here.");
        if (lost > 0)
        {
            Say($"{lost} bytes of records that stood here could neither be synced nor read back, and are lost.");
        }

        return lost == 0;
    }

    // It is none of the log file's any more.
    private void Leave()
    {
        _before = Current!.Name == ReferenceFolder.CurrentName ? null : Current.Name;
        Current = null;
    }

    private void Close(ReferenceSegment current, bool next)
    {
        string name = current.Name;
        int bytes = Math.Min(current.Text.Length, Files[name].Length);
        if (name == ReferenceFolder.CurrentName)
        {
            name = _folder.FreeName(RollNaming.TimedRotating, _before);
            _folder.Rename(current.Name, name);
        }

        _closed.Add((name, bytes));
        _before = name;
        Current = null;
        if (next)
        {
            Start();
        }
    }

    private void Start(string text = "", bool mayTake = true)
    {
        _periods.GoOn(Now);
        string name = Naming == RollNaming.TimedRotating ? ReferenceFolder.CurrentName : _folder.FreeName(RollNaming.Dated, _before);
        if (name == ReferenceFolder.CurrentName && !(mayTake && Files.GetValueOrDefault(name) == ""))
        {
            _folder.FreeCurrentName();
        }

        _folder.Files[name] = text;
        _disturbance = null;
        Current = new ReferenceSegment(name, text, Next);
    }

    private void Say(string notice) => Write(notice + "\n");

    private void Write(string lines)
    {
        Current!.Append(lines, Next);
        _folder.Files[Current.Name] = Current.Text;
    }
}
