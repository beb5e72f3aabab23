using System.Globalization;

namespace LogActors;

/// <summary>
/// The file names of a log file's segments, <c>orders-20261123.log</c> or <c>orders.log.2026-11-23</c>, then <c>orders-20261123.0002.log</c> or
/// <c>orders.log.2026-11-23.0002</c> for a second one of that period; and the name <c>orders.log</c> by which the current one is found.
/// </summary>
internal static class SegmentNaming
{
    private const string Ending = ".log";
    private const int NumberDigits = 4;

    public static string FileName(RollNaming naming, string logFile, SegmentId id)
    {
        (string before, string behind) = Around(naming, logFile);
        string number = id.Number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $".{id.Number:D4}");
        return before + PeriodText.Format(naming, id.Period) + number + behind;
    }

    public static string LinkName(string logFile) => logFile + Ending;

    /// <summary>What a file name says, if it is one of this log file's segments.</summary>
    public static bool TryParse(RollNaming naming, string logFile, string fileName, out SegmentId id)
    {
        id = default;
        (string before, string behind) = Around(naming, logFile);
        if (fileName.Length < before.Length + behind.Length || !fileName.StartsWith(before, StringComparison.Ordinal) || !fileName.EndsWith(behind, StringComparison.Ordinal))
        {
            return false;
        }

        string middle = fileName[before.Length..^behind.Length];
        int dot = middle.IndexOf('.', StringComparison.Ordinal);
        if (!TryParseNumber(dot < 0 ? null : middle[(dot + 1)..], out int number) || !PeriodText.TryParse(naming, dot < 0 ? middle : middle[..dot], out PeriodName period))
        {
            return false;
        }

        id = new SegmentId(period, number);
        return true;
    }

    /// <summary>The newest of a log file's segments among file names, or <see langword="null"/>.</summary>
    public static SegmentId? Newest(RollNaming naming, string logFile, IEnumerable<string> fileNames)
    {
        SegmentId? newest = null;
        foreach (string name in fileNames)
        {
            if (TryParse(naming, logFile, name, out SegmentId id) && !(id.CompareTo(newest ?? id) < 0))
            {
                newest = id;
            }
        }

        return newest;
    }

    private static bool TryParseNumber(string? text, out int number)
    {
        number = 1;
        return text is null || (text.Length >= NumberDigits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 1);
    }

    private static (string Before, string Behind) Around(RollNaming naming, string logFile) =>
        naming == RollNaming.Dated ? ($"{logFile}-", Ending) : ($"{logFile}{Ending}.", "");
}
