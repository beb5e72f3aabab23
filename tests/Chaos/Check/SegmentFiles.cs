using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Chaos;

/// <summary>Finds the segments of a log file, in the order in which they were written: by date, then by number, then the current one if it has no date, then one that has no name yet.</summary>
internal static partial class SegmentFiles
{
    private const string Latest = "9";

    /// <summary>The segments, each once, in whichever form; none if there is no such folder.</summary>
    /// <param name="root">The log root.</param>
    /// <param name="file">The log file.</param>
    /// <param name="strangers">The names of files that are somebody else's, whatever they are called.</param>
    public static IReadOnlyList<SegmentFile> InOrder(string root, string file, IReadOnlyCollection<string>? strangers = null)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        Dictionary<string, SegmentFile> found = [];
        foreach (FileInfo entry in new DirectoryInfo(root).EnumerateFiles().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            string plain = CompressedNaming.Parse(entry.Name).Segment;
            if (entry.LinkTarget is null && strangers?.Contains(entry.Name) != true && TryParse(file, plain) is { } segment)
            {
                SegmentFile present = found.GetValueOrDefault(plain, segment);
                found[plain] = present with { Paths = [.. present.Paths, entry.FullName] };
            }
        }

        return [.. found.Values.OrderBy(segment => segment.Date, StringComparer.Ordinal).ThenBy(segment => segment.Number)];
    }

    /// <summary>The segments that are there in no form, though later ones of the same period are; of the first period, only those behind the first that is there.</summary>
    /// <param name="segments">The segments, in order.</param>
    /// <param name="file">The log file.</param>
    /// <param name="strangers">The names of files that are somebody else's, each of which has a number that no segment can have.</param>
    public static IReadOnlyList<string> Holes(IReadOnlyList<SegmentFile> segments, string file, IReadOnlyCollection<string> strangers)
    {
        ILookup<string, int> taken = strangers.Select(name => TryParse(file, name)).OfType<SegmentFile>().ToLookup(one => one.Row, one => one.Number);
        List<string> holes = [];
        bool isFirst = true;
        foreach (IGrouping<string, SegmentFile> row in segments.Where(segment => segment.Row.Length > 0).GroupBy(segment => segment.Row))
        {
            HashSet<int> numbers = [.. row.Select(segment => segment.Number), .. taken[row.Key]];
            int first = isFirst ? row.Min(segment => segment.Number) : 1;
            holes.AddRange(Enumerable.Range(first, numbers.Max() - first + 1).Where(number => !numbers.Contains(number)).Select(number => $"{row.Key}, number {number}"));
            isFirst = false;
        }

        return holes;
    }

    private static SegmentFile? TryParse(string file, string name)
    {
        if (name == $"{file}.log")
        {
            return new SegmentFile(name, "", Latest, 0, []);
        }

        Match match = name.StartsWith($".{file}.", StringComparison.Ordinal) ? Staged().Match(name[(file.Length + 2)..])
            : name.StartsWith($"{file}-", StringComparison.Ordinal) ? Dated().Match(name[(file.Length + 1)..])
            : name.StartsWith($"{file}.log.", StringComparison.Ordinal) ? TimedRotating().Match(name[(file.Length + 5)..])
            : Match.Empty;
        if (!match.Success)
        {
            return null;
        }

        string period = match.Groups["date"].Value;
        string date = period.Length > 0 ? string.Concat(period.Where(char.IsAsciiDigit)) : Latest;
        return new SegmentFile(name, period, date, match.Groups["number"].Success ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : 1, []);
    }

    [GeneratedRegex(@"^(?<date>\d{8}(?:T\d+)?)(?:\.(?<number>\d+))?\.log$")]
    private static partial Regex Dated();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d(?:_\d\d(?:-\d\d){0,2})?)(?:\.(?<number>\d+))?$")]
    private static partial Regex TimedRotating();

    [GeneratedRegex(@"^(?<number>\d+)\.new$")]
    private static partial Regex Staged();
}
