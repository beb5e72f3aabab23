using System.Globalization;
using System.Text.RegularExpressions;

namespace LogActors.Chaos;

/// <summary>Finds the segments of a log file, in the order in which they were written: by date, then by number.</summary>
internal static partial class SegmentFiles
{
    /// <summary>The paths of the segments; empty if there is none.</summary>
    public static IReadOnlyList<string> InOrder(string root, string file)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        List<(string Date, int Number, string Path)> found = [];
        foreach (string path in Directory.EnumerateFiles(root, $"{file}-*.log"))
        {
            Match match = Pattern().Match(Path.GetFileName(path)[(file.Length + 1)..]);
            if (match.Success)
            {
                int number = match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : 1;
                found.Add((match.Groups[1].Value, number, path));
            }
        }

        return [.. found.OrderBy(segment => segment.Date, StringComparer.Ordinal).ThenBy(segment => segment.Number).Select(segment => segment.Path)];
    }

    [GeneratedRegex(@"^(\d{8}(?:t\d+)?)(?:\.(\d+))?\.log$")]
    private static partial Regex Pattern();
}
