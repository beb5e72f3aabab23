using System.Globalization;
using System.Text;

namespace LogActors.Chaos;

/// <summary>Compares the segments of a log file with what its producers were promised, in one pass. It never asks the silo.</summary>
/// <remarks>Memory grows with the number of producers only. Not thread-safe.</remarks>
internal sealed class FileChecker
{
    private const int MaxExamples = 12;
    private const int ShownBytes = 100;

    private readonly Dictionary<string, ProducerTrack> _producers;
    private readonly Dictionary<string, ProducerTrack>.AlternateLookup<ReadOnlySpan<char>> _byTag;
    private readonly List<string> _examples = [];
    private long _checked;
    private long _torn;
    private long _foreign;
    private long _system;
    private long _hostile;

    public FileChecker(IEnumerable<ProducerHistory> producers)
    {
        _producers = producers.ToDictionary(producer => producer.Tag, producer => new ProducerTrack(producer), StringComparer.Ordinal);
        _byTag = _producers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Checks all segments of a log file against all histories of a folder.</summary>
    public static CheckResult Check(string root, string file, string historyFolder, AckLevel level, IReadOnlyList<long> restarts, IReadOnlyList<DiskCut> cuts)
    {
        FileChecker checker = new(Directory.EnumerateFiles(historyFolder, "*.history.jsonl").Order(StringComparer.Ordinal).Select(path => ProducerHistory.Read(path, level, restarts, cuts)));
        foreach (string segment in SegmentFiles.InOrder(root, file))
        {
            checker.Read(segment);
        }

        return checker.Finish();
    }

    /// <summary>Reads the next segment.</summary>
    public void Read(string path)
    {
        long number = 0;
        LineSplitter.Read(path, (line, ended) => Add(line, ended, path, ++number));
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
            Regressions = _producers.Values.Sum(producer => producer.History.Regressions),
            TakenBack = _producers.Values.SelectMany(producer => producer.History.TakenBack).Distinct().Count(),
            System = _system,
            Hostile = _hostile,
            Examples = [.. _examples, .. _producers.Values.SelectMany(producer => producer.History.Examples)],
        };
    }

    private void Add(ReadOnlySpan<byte> line, bool ended, string path, long number)
    {
        LineKind kind = ended ? LogLine.Read(line, out ReadOnlySpan<byte> tag, out long sequence) : Unended(out tag, out sequence);
        switch (kind)
        {
            case LineKind.Record:
                AddRecord(tag, sequence, path, number);
                break;
            case LineKind.System:
                _system++;
                break;
            case LineKind.Hostile:
                _hostile++;
                break;
            case LineKind.Foreign:
                _foreign++;
                Note($"belongs to nobody: {Shown(line)}", path, number);
                break;
            default:
                _torn++;
                Note($"is torn: {Shown(line)}", path, number);
                break;
        }
    }

    private static LineKind Unended(out ReadOnlySpan<byte> tag, out long sequence)
    {
        tag = default;
        sequence = -1;
        return LineKind.Torn;
    }

    private void AddRecord(ReadOnlySpan<byte> tag, long sequence, string path, long number)
    {
        _checked++;
        Span<char> name = stackalloc char[64];
        int length = tag.Length > name.Length ? 0 : Encoding.ASCII.GetChars(tag, name);
        if (!_byTag.TryGetValue(name[..length], out ProducerTrack? producer) || sequence > producer.History.MaxInvoked)
        {
            _foreign++;
            Note(string.Create(CultureInfo.InvariantCulture, $"was never sent: {Encoding.UTF8.GetString(tag)} {sequence}"), path, number);
            return;
        }

        if (producer.Add(sequence) is { } wrong)
        {
            Note(wrong, path, number);
        }
    }

    private void Note(string what, string path, long number)
    {
        if (_examples.Count < MaxExamples)
        {
            _examples.Add(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} line {number}: {what}"));
        }
    }

    private static string Shown(ReadOnlySpan<byte> line) =>
        new([.. Encoding.UTF8.GetString(line[..Math.Min(line.Length, ShownBytes)]).Select(c => char.IsControl(c) ? '·' : c)]);
}
