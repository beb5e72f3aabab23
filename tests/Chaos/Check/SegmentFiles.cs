using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Chaos;

/// <summary>Finds the segments of a log file, in the order in which they were written: by date, then by number, then the current one if it has no date, then one that has no name yet.</summary>
internal static partial class SegmentFiles
{
    private const string Latest = "9";

    /// <summary>The paths of the segments; empty if there is none.</summary>
    public static IReadOnlyList<string> InOrder(string root, string file)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        List<(string Date, int Number, string Path)> found = [];
        foreach (FileInfo entry in new DirectoryInfo(root).EnumerateFiles())
        {
            if (entry.LinkTarget is null && TryParse(file, entry.Name, out string date, out int number))
            {
                found.Add((date, number, entry.FullName));
            }
        }

        return [.. found.OrderBy(segment => segment.Date, StringComparer.Ordinal).ThenBy(segment => segment.Number).Select(segment => segment.Path)];
    }

    private static bool TryParse(string file, string name, out string date, out int number)
    {
        (date, number) = (Latest, 0);
        if (name == $"{file}.log")
        {
            return true;
        }

        Match match = name.StartsWith($".{file}.", StringComparison.Ordinal) ? Staged().Match(name[(file.Length + 2)..])
            : name.StartsWith($"{file}-", StringComparison.Ordinal) ? Dated().Match(name[(file.Length + 1)..])
            : name.StartsWith($"{file}.log.", StringComparison.Ordinal) ? TimedRotating().Match(name[(file.Length + 5)..])
            : Match.Empty;
        if (match.Success)
        {
            date = match.Groups["date"] is { Success: true } group ? string.Concat(group.Value.Where(char.IsAsciiDigit)) : Latest;
            number = match.Groups["number"].Success ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : 1;
        }

        return match.Success;
    }

    [GeneratedRegex(@"^(?<date>\d{8}(?:T\d+)?)(?:\.(?<number>\d+))?\.log$")]
    private static partial Regex Dated();

    [GeneratedRegex(@"^(?<date>\d{4}-\d\d-\d\d(?:_\d\d(?:-\d\d){0,2})?)(?:\.(?<number>\d+))?$")]
    private static partial Regex TimedRotating();

    [GeneratedRegex(@"^(?<number>\d+)\.new$")]
    private static partial Regex Staged();
}
