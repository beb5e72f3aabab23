using System.Globalization;

namespace LogActors;

/// <summary>The names of a log file's daily segments: <c>orders-20261123.log</c>, by the UTC date, given once and never changed; and the link <c>orders.log</c> to the current one.</summary>
internal static class SegmentNaming
{
    private const string DateFormat = "yyyyMMdd";
    private const string Ending = ".log";

    public static string SegmentPath(string stem, DateOnly day) => $"{stem}-{day.ToString(DateFormat, CultureInfo.InvariantCulture)}{Ending}";

    public static string LinkPath(string stem) => stem + Ending;

    /// <summary>The newest day that a segment exists for, or <see langword="null"/>.</summary>
    public static DateOnly? NewestDay(string stem)
    {
        string folder = Path.GetDirectoryName(stem)!;
        if (!Directory.Exists(folder))
        {
            return null;
        }

        string prefix = Path.GetFileName(stem) + "-";
        DateOnly? newest = null;
        foreach (string path in Directory.EnumerateFiles(folder, $"{prefix}????????{Ending}"))
        {
            ReadOnlySpan<char> date = Path.GetFileNameWithoutExtension(path.AsSpan())[prefix.Length..];
            if (DateOnly.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && !(day <= newest))
            {
                newest = day;
            }
        }

        return newest;
    }
}
