using System.Globalization;
using System.Text;

namespace LogActors.Chaos;

/// <summary>Compares the segments of a log file with what its producers were promised, in one pass. It never asks the silo.</summary>
/// <remarks>Memory grows with the number of producers only. Not thread-safe.</remarks>
internal sealed class FileChecker
{
    private const int MaxExamples = 12;
    private const int ShownBytes = 100;
    private const int SegmentsInPass = 2;                        // closed, and not looked at yet

    private readonly Dictionary<string, ProducerTrack> _producers;
    private readonly Dictionary<string, ProducerTrack>.AlternateLookup<ReadOnlySpan<char>> _byTag;
    private readonly List<string> _examples = [];
    private long _checked;
    private long _torn;
    private long _foreign;
    private long _system;
    private long _hostile;
    private long _segments;

    public FileChecker(IEnumerable<ProducerHistory> producers)
    {
        _producers = producers.ToDictionary(producer => producer.Tag, producer => new ProducerTrack(producer), StringComparer.Ordinal);
        _byTag = _producers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Checks all segments of a log file against all histories of a folder.</summary>
    /// <param name="root">The log root.</param>
    /// <param name="file">The log file.</param>
    /// <param name="historyFolder">The histories.</param>
    /// <param name="level">What a receipt must promise in order to count.</param>
    /// <param name="restarts">When a new silo was started after the old one had died, ascending.</param>
    /// <param name="backupCount">How many closed segments the log file keeps; 0 if it deletes none.</param>
    /// <param name="strangers">The names of files that are somebody else's, and are not read.</param>
    public static CheckResult Check(
        string root, string file, string historyFolder, AckLevel level, IReadOnlyList<long> restarts, int backupCount = 0, IReadOnlyCollection<string>? strangers = null)
    {
        FileChecker checker = new(Directory.EnumerateFiles(historyFolder, "*.history.jsonl").Order(StringComparer.Ordinal).Select(path => ProducerHistory.Read(path, level, restarts)));
        foreach (ProducerTrack producer in checker._producers.Values)
        {
            producer.DeletedEnd = backupCount > 0 ? 1 : 0;
        }

        IReadOnlyList<SegmentFile> segments = SegmentFiles.InOrder(root, file, strangers);
        foreach (SegmentFile segment in segments)
        {
            checker.Read(segment);
        }

        foreach (string hole in SegmentFiles.Holes(segments, file, strangers ?? []))
        {
            checker.Miss($"A segment is missing between others: {hole}.");
        }

        if (backupCount > 0)
        {
            checker.Excuse(historyFolder, level, segments.Count, backupCount);
        }

        return checker.Finish();
    }

    /// <summary>Reads the next segment, once, in whichever form it is there.</summary>
    public void Read(SegmentFile segment)
    {
        try
        {
            using SegmentText text = SegmentText.Open(segment.Paths[0]);
            foreach (string other in segment.Paths.Skip(1).Where(path => !text.IsSameAs(path)))
            {
                Miss($"{Path.GetFileName(other)} holds another text than {segment.Name}.");
            }

            long number = 0;
            LineSplitter.Read(text, (line, ended) => Add(line, ended, segment.Name, ++number));
        }
        catch (InvalidDataException damage)
        {
            Miss($"{segment.Name} cannot be read: {damage.Message}");
        }
    }

    // The oldest segments may be gone, but not one too many, and not one too few.
    private void Excuse(string historyFolder, AckLevel level, int segments, int backupCount)
    {
        IReadOnlyDictionary<string, long> ends = DeletedRecords.End(historyFolder, level, _producers.ToDictionary(producer => producer.Key, producer => producer.Value.First));
        foreach ((string tag, long end) in ends)
        {
            _producers[tag].DeletedEnd = end;
        }

        bool isDeleted = _producers.Values.Any(producer => producer.First != 0 && producer.History.MaxAcknowledged >= 0);
        if ((isDeleted && segments < backupCount + 1) || segments > backupCount + 1 + SegmentsInPass)
        {
            Miss($"{segments} segments are left, where the current one and {backupCount} closed ones are to be kept.");
        }
    }

    /// <summary>Takes up that something is wrong with a segment as a whole.</summary>
    public void Miss(string what)
    {
        _segments++;
        _examples.Add(what);
    }

    public CheckResult Finish()
    {
        long lost = 0;
        long gaps = 0;
        foreach (ProducerTrack producer in _producers.Values)
        {
            (long promised, long others) = producer.Missing();
            lost += promised;
            gaps += others;
            if (promised > 0)
            {
                _examples.Add($"{producer.History.Tag}: {promised} acknowledged records are not in the file.");
            }
        }

        return new CheckResult
        {
            Acknowledged = _producers.Values.Sum(producer => producer.History.MaxAcknowledged + 1),
            Checked = _checked,
            Lost = lost,
            Gaps = gaps,
            Doubled = _producers.Values.Sum(producer => producer.Doubled),
            Reordered = _producers.Values.Sum(producer => producer.Reordered),
            Torn = _torn,
            Foreign = _foreign,
            Segments = _segments,
            Regressions = _producers.Values.Sum(producer => producer.History.Regressions),
            System = _system,
            Hostile = _hostile,
            Examples = [.. _examples, .. _producers.Values.SelectMany(producer => producer.History.Examples)],
        };
    }

    private void Add(ReadOnlySpan<byte> line, bool ended, string segment, long number)
    {
        LineKind kind = ended ? LogLine.Read(line, out ReadOnlySpan<byte> tag, out long sequence) : Unended(out tag, out sequence);
        switch (kind)
        {
            case LineKind.Record:
                AddRecord(tag, sequence, segment, number);
                break;
            case LineKind.System:
                _system++;
                break;
            case LineKind.Hostile:
                _hostile++;
                break;
            case LineKind.Foreign:
                _foreign++;
                Note($"belongs to nobody: {Shown(line)}", segment, number);
                break;
            default:
                _torn++;
                Note($"is torn: {Shown(line)}", segment, number);
                break;
        }
    }

    private static LineKind Unended(out ReadOnlySpan<byte> tag, out long sequence)
    {
        tag = default;
        sequence = -1;
        return LineKind.Torn;
    }

    private void AddRecord(ReadOnlySpan<byte> tag, long sequence, string segment, long number)
    {
        _checked++;
        Span<char> name = stackalloc char[64];
        int length = tag.Length > name.Length ? 0 : Encoding.ASCII.GetChars(tag, name);
        if (!_byTag.TryGetValue(name[..length], out ProducerTrack? producer) || sequence > producer.History.MaxInvoked)
        {
            _foreign++;
            Note(string.Create(CultureInfo.InvariantCulture, $"was never sent: {Encoding.UTF8.GetString(tag)} {sequence}"), segment, number);
            return;
        }

        if (producer.Add(sequence) is { } wrong)
        {
            Note(wrong, segment, number);
        }
    }

    private void Note(string what, string segment, long number)
    {
        if (_examples.Count < MaxExamples)
        {
            _examples.Add(string.Create(CultureInfo.InvariantCulture, $"{segment} line {number}: {what}"));
        }
    }

    private static string Shown(ReadOnlySpan<byte> line) =>
        new([.. Encoding.UTF8.GetString(line[..Math.Min(line.Length, ShownBytes)]).Select(c => char.IsControl(c) ? '·' : c)]);
}
