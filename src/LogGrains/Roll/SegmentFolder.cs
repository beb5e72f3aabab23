using System.Globalization;
using NodaTime;

namespace LogActors;

/// <summary>The folder of a log file's segments: which names are free in it, and how a segment comes by its own.</summary>
/// <remarks>
/// A new segment is filled and synced under a hidden name, <c>.orders.12.new</c> with its number. Once a journal says what it is called it is in force, and is renamed; a recovery sees
/// to that if its writer did not come to it. So no file with a visible name is ever emptied or overwritten. Not thread-safe; owned by one writer.
/// </remarks>
internal sealed class SegmentFolder(ILogStorage storage, string path, string logFile)
{
    private const string StagedEnding = ".new";
    private static readonly string[] _endings = [.. Enum.GetValues<CompressionFormat>().Select(CompressedNaming.Ending)];

    /// <summary>The name by which the current segment is found: its own with <see cref="RollNaming.TimedRotating"/>, that of a link to it with <see cref="RollNaming.Dated"/>.</summary>
    public string CurrentName { get; } = SegmentNaming.LinkName(logFile);

    public string FullPath => path;

    public string PathOf(string name) => Path.Combine(path, name);

    /// <summary>Where a segment is until it has its name.</summary>
    public string StagedPath(long number) => PathOf(string.Create(CultureInfo.InvariantCulture, $".{logFile}.{number}{StagedEnding}"));

    /// <summary>The numbers of the segments with a hidden name.</summary>
    public IReadOnlyList<long> Staged() => [.. storage.List(path).Select(StagedNumber).OfType<long>()];

    public void Create() => storage.CreateFolder(path);

    public void Sync() => storage.SyncFolder(path);

    /// <summary>The segment that a log file without a journal has: of another program, or of a writer whose journal was deleted.</summary>
    /// <returns>Its name, or <see langword="null"/>.</returns>
    public string? Adopted(RollNaming naming)
    {
        if (naming == RollNaming.TimedRotating)
        {
            return IsRegular(CurrentName) ? CurrentName : null;
        }

        return SegmentNaming.Newest(naming, logFile, storage.List(path)) is { } newest ? SegmentNaming.FileName(naming, logFile, newest) : null;
    }

    /// <summary>When a file was last written; <see langword="null"/> if there is none.</summary>
    public Instant? LastWritten(string name) => storage.Identify(PathOf(name))?.LastWrite;

    /// <summary>The name of a segment that begins: after that of the present one, and free unless it is <see cref="CurrentName"/>.</summary>
    /// <param name="naming">How segments are called from now on.</param>
    /// <param name="present">The name of the present one or else the last; <see langword="null"/> if there is none.</param>
    /// <param name="period">What its period is called.</param>
    public string NextName(RollNaming naming, string? present, PeriodName period)
    {
        if (naming == RollNaming.TimedRotating)
        {
            return CurrentName;
        }

        SegmentId? last = present is not null && SegmentNaming.TryParse(naming, logFile, present, out SegmentId id) ? id : SegmentNaming.Newest(naming, logFile, storage.List(path));
        return FirstFree(naming, SegmentId.After(last, period));
    }

    /// <summary>The name of a segment that is closed: its own, or a free one if that is <see cref="CurrentName"/>, which the next needs.</summary>
    /// <param name="present">Its name.</param>
    /// <param name="before">The name of the segment before it, or <see langword="null"/>.</param>
    /// <param name="period">What its period is called.</param>
    public string ClosedName(string present, string? before, PeriodName period)
    {
        if (present != CurrentName)
        {
            return present;
        }

        SegmentId? last = before is not null && SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, before, out SegmentId id) ? id : NewestClosed(period);
        return FirstFree(RollNaming.TimedRotating, SegmentId.After(last, period));
    }

    /// <summary>Whether the segment before the one that the journal speaks of is still called <see cref="CurrentName"/>. Only while that one has no name yet.</summary>
    /// <param name="previous">What it is to be called.</param>
    /// <param name="mayBeIt">Whether a file may be that segment: what is called so already, and is not, is somebody else's.</param>
    public bool IsLeftToRename(string previous, Func<FileIdentity, bool> mayBeIt) =>
        SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, previous, out _)
        && storage.Identify(PathOf(CurrentName)) is { Kind: FileKind.Regular } current
        && (storage.Identify(PathOf(previous)) is not { } found || (!mayBeIt(found) && mayBeIt(current)));

    /// <summary>Where the segment before is.</summary>
    /// <param name="name">What it is called, or will be.</param>
    /// <param name="mayBeIt">Whether a file may be that segment.</param>
    /// <param name="isNextStaged">Whether the one after it has no name yet; if it has, this one has too.</param>
    public string PlaceOfClosed(string name, Func<FileIdentity, bool> mayBeIt, bool isNextStaged) => PathOf(isNextStaged && IsLeftToRename(name, mayBeIt) ? CurrentName : name);

    /// <summary>Gives the file that is called <see cref="CurrentName"/> its name as a closed one.</summary>
    /// <returns>Whether it has it now; otherwise that is somebody else's.</returns>
    public bool TryMoveCurrent(string name)
    {
        if (!storage.TryRename(PathOf(CurrentName), PathOf(name)))
        {
            return false;
        }

        Sync();                                                 // with the next segment's name but without this one, a power loss would leave the file without any
        return true;
    }

    /// <summary>The first free name of a closed segment after one that somebody else has taken.</summary>
    public string NextClosedName(string taken) => FirstFree(RollNaming.TimedRotating, ClosedId(taken).Next);

    /// <summary>Whether a closed segment of a name could have become another one of the same period, because the name was taken.</summary>
    public bool IsLaterName(string later, string name) =>
        SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, later, out SegmentId laterId) && SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, name, out SegmentId id)
        && laterId.Period == id.Period && laterId.Number > id.Number;

    /// <summary>Moves the file that is called <see cref="CurrentName"/>, and is somebody else's, to a name, or to the first free one after it.</summary>
    /// <exception cref="IOException">It is where it was.</exception>
    public void MoveCurrent(SegmentId id)
    {
        while (!TryMoveCurrent(SegmentNaming.FileName(RollNaming.TimedRotating, logFile, id)))
        {
            id = id.Next;
        }
    }

    private SegmentId ClosedId(string name) => SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, name, out SegmentId id) ? id : throw new ArgumentException($"'{name}' is not such a name.", nameof(name));

    /// <summary>Gives a segment the name that a journal says it has.</summary>
    /// <returns>Whether it has it now; otherwise that is somebody else's.</returns>
    public bool TryName(Segment segment)
    {
        string named = PathOf(segment.Name);
        if (segment.Name == CurrentName && CurrentLink.IsToASegment(named, logFile))
        {
            storage.Delete(named);
        }

        if (!storage.TryRename(segment.Path, named))
        {
            return false;
        }

        segment.Path = named;
        return true;
    }

    // The first numbers of a period are free again once its first segments have been deleted; they come before those that are there.
    private SegmentId? NewestClosed(PeriodName period) => SegmentNaming.Newest(
        RollNaming.TimedRotating,
        logFile,
        storage.List(path).Select(name => CompressedNaming.Parse(name).Segment).Where(name => SegmentNaming.TryParse(RollNaming.TimedRotating, logFile, name, out SegmentId id) && id.Period == period));

    private string FirstFree(RollNaming naming, SegmentId id)
    {
        while (true)
        {
            string name = SegmentNaming.FileName(naming, logFile, id);
            if (!_endings.Any(ending => storage.Identify(PathOf(name + ending)) is not null))
            {
                return name;
            }

            id = id.Next;
        }
    }

    private bool IsRegular(string name) => storage.Identify(PathOf(name)) is { Kind: FileKind.Regular };

    private long? StagedNumber(string name)
    {
        string start = $".{logFile}.";
        return name.Length > start.Length + StagedEnding.Length && name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(StagedEnding, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan()[start.Length..^StagedEnding.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
