using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LogActors;

/// <summary>
/// The names of a log file's segments, given once and never changed: <c>orders-20261123.log</c>, by the UTC date, then <c>orders-20261123.0002.log</c> for a second one of
/// that day; and the link <c>orders.log</c> to the current one.
/// </summary>
internal static class SegmentNaming
{
    private const string DateFormat = "yyyyMMdd";
    private const string Ending = ".log";
    private const int NumberDigits = 4;

    public static string FileName(string logFile, SegmentId id) => id.Number == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{logFile}-{id.Day.ToString(DateFormat, CultureInfo.InvariantCulture)}{Ending}")
        : string.Create(CultureInfo.InvariantCulture, $"{logFile}-{id.Day.ToString(DateFormat, CultureInfo.InvariantCulture)}.{id.Number:D4}{Ending}");

    public static string LinkName(string logFile) => logFile + Ending;

    /// <summary>What a file name says, if it is one of this log file's segments.</summary>
    public static bool TryParse(string logFile, string fileName, out SegmentId id)
    {
        id = default;
        if (!fileName.StartsWith($"{logFile}-", StringComparison.Ordinal) || !fileName.EndsWith(Ending, StringComparison.Ordinal) || fileName.Length < logFile.Length + 1 + DateFormat.Length + Ending.Length)
        {
            return false;
        }

        ReadOnlySpan<char> middle = fileName.AsSpan(logFile.Length + 1)[..^Ending.Length];
        ReadOnlySpan<char> number = middle[DateFormat.Length..];
        int parsed = 1;
        bool numbered = number.Length >= 1 + NumberDigits && number[0] == '.' && int.TryParse(number[1..], NumberStyles.None, CultureInfo.InvariantCulture, out parsed) && parsed > 1;
        if ((number.Length > 0 && !numbered) || !DateOnly.TryParseExact(middle[..DateFormat.Length], DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return false;
        }

        id = new SegmentId(day, parsed);
        return true;
    }

    /// <summary>The newest of a log file's segments among file names, or <see langword="null"/>.</summary>
    public static SegmentId? Newest(string logFile, IEnumerable<string> fileNames)
    {
        SegmentId? newest = null;
        foreach (string name in fileNames)
        {
            if (TryParse(logFile, name, out SegmentId id) && !(id.CompareTo(newest ?? id) < 0))
            {
                newest = id;
            }
        }

        return newest;
    }
}
