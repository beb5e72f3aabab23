using System.Buffers;

namespace LogActors;

/// <summary>Which segments a log file has made and left: what may be deleted or compressed in its name, and nothing else.</summary>
/// <remarks>
/// A file of changes beside the journals, rewritten before the first change and when most of it is void. A change that throws has
/// not been made, though a later process may find it made. Of what was not synced a power loss may leave any beginning. Thread-safe. The caller holds the log file's lock.
/// </remarks>
internal sealed class SegmentCatalog
{
    public const string FileName = CatalogFile.Name;

    private const int MinDeadFrames = 64;                       // fewer are not worth a rewrite

    private readonly Lock _gate = new();
    private readonly CatalogFile _file;
    private readonly Dictionary<long, ClosedSegment> _segments;
    private ClosedSegment[]? _sorted;

    private SegmentCatalog(ILogStorage storage, string folder, CatalogContent content)
    {
        _segments = content.Segments;
        _file = new CatalogFile(storage, folder, content, _segments.Values);
        Damage = content.Damage;
    }

    /// <summary>What could not be read when it was opened; <see langword="null"/> if all could. It is gone with the next change, and the segments it told of are left alone for ever.</summary>
    public CatalogDamage? Damage { get; }

    /// <summary>The segments in the order of their numbers, as they are at this moment.</summary>
    public IReadOnlyList<ClosedSegment> Segments
    {
        get
        {
            lock (_gate)
            {
                return _sorted ??= [.. _segments.Values.OrderBy(segment => segment.Number)];
            }
        }
    }

    /// <summary>The segment of this number; <see langword="null"/> if it is not known.</summary>
    public ClosedSegment? Find(long number)
    {
        lock (_gate)
        {
            return _segments.GetValueOrDefault(number);
        }
    }

    /// <summary>Reads the catalogue of a log file; without one there are no segments. Changes nothing.</summary>
    /// <param name="storage">The file layer.</param>
    /// <param name="folder">The folder of the log file's journals.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SegmentCatalog Open(ILogStorage storage, string folder) => new(storage, folder, CatalogFile.Read(storage, folder));

    /// <summary>Notes that a segment was closed, in the place of what is known of that number and of that file name.</summary>
    /// <param name="segment">The segment. Its file has this length, and is not written any more.</param>
    /// <param name="sync">Whether it is to be on the disk on return, with all changes before it.</param>
    /// <exception cref="IOException">It has not been noted.</exception>
    public void Add(ClosedSegment segment, bool sync)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(segment.Number);
        ThrowIfNoFile(segment.FileName, segment.Bytes);
        lock (_gate)
        {
            Put(segment, output => CatalogFormat.AddClosed(output, segment), sync);
        }
    }

    /// <summary>Notes that a segment is in another file now, as after compression, or has another name, in the place of what is known of that name. Does nothing if the number is not known.</summary>
    /// <exception cref="IOException">It has not been noted.</exception>
    public void Store(long number, string fileName, long bytes, bool sync)
    {
        ThrowIfNoFile(fileName, bytes);
        lock (_gate)
        {
            if (_segments.TryGetValue(number, out ClosedSegment? closed))
            {
                Put(closed with { FileName = fileName, Bytes = bytes }, output => CatalogFormat.AddStored(output, number, fileName, bytes), sync);
            }
        }
    }

    /// <summary>Notes that segments are gone, or are not the log file's any more. Numbers that are not known are passed over.</summary>
    /// <exception cref="IOException">It has not been noted of any.</exception>
    public void Remove(IReadOnlyCollection<long> numbers, bool sync)
    {
        lock (_gate)
        {
            long[] known = [.. numbers.Where(_segments.ContainsKey)];
            if (known.Length > 0)
            {
                Change(
                    output => Array.ForEach(known, number => CatalogFormat.AddGone(output, number)),
                    () => Array.ForEach(known, number => _segments.Remove(number)),
                    known.Length,
                    sync);
            }
        }
    }

    /// <summary>Returns when all changes before the call are on the disk.</summary>
    /// <exception cref="IOException">They may not be; calling again tries again.</exception>
    public void Sync()
    {
        lock (_gate)
        {
            _file.Sync();
        }
    }

    /// <summary>Writes it anew, whatever is in its place.</summary>
    /// <exception cref="IOException">The old one, none, or the new one is in its place.</exception>
    public void Rewrite()
    {
        lock (_gate)
        {
            _file.Rewrite();
        }
    }

    private static void ThrowIfNoFile(string name, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        if (!CatalogFormat.IsFileName(name))
        {
            throw new ArgumentException($"'{name}' is no file name.", nameof(name));
        }
    }

    // The name was free: whichever segment had it is gone, and this one is not to be taken for it.
    private void Put(ClosedSegment segment, Action<IBufferWriter<byte>> write, bool sync)
    {
        long[] gone = [.. _segments.Values.Where(other => other.FileName == segment.FileName && other.Number != segment.Number).Select(other => other.Number)];
        Change(
            output =>
            {
                Array.ForEach(gone, number => CatalogFormat.AddGone(output, number));
                write(output);
            },
            () =>
            {
                Array.ForEach(gone, number => _segments.Remove(number));
                _segments[segment.Number] = segment;
            },
            gone.Length + 1,
            sync);
    }

    private void Change(Action<IBufferWriter<byte>> write, Action apply, int count, bool sync)
    {
        lock (_gate)
        {
            ArrayBufferWriter<byte> frames = new();
            write(frames);
            _file.Append(frames.WrittenSpan, count, sync);
            apply();
            _sorted = null;
            RewriteIfMostlyDead();
        }
    }

    // The change that led here has been made: without room for a rewrite the file only stays long, and the next change tries again.
    private void RewriteIfMostlyDead()
    {
        int dead = _file.Frames - _segments.Count;
        if (dead < MinDeadFrames || dead <= _segments.Count)
        {
            return;
        }

        try
        {
            _file.Rewrite();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
