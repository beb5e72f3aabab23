namespace LogActors;

/// <summary>Which category goes to which log file. Immutable.</summary>
internal sealed class FileRoutes
{
    private readonly (string Prefix, LogFileName File)[] _longestFirst;
    private readonly LogFileName _otherwise;

    private FileRoutes((string, LogFileName)[] longestFirst, LogFileName otherwise)
    {
        _longestFirst = longestFirst;
        _otherwise = otherwise;
    }

    public static FileRoutes From(LogActorsOptions options, LogFileName defaultFile) => new(
        [.. options.Routes.Select(route => (route.Key, LogFileName.Parse(route.Value))).OrderByDescending(route => route.Key.Length)],
        options.File is null ? defaultFile : LogFileName.Parse(options.File));

    /// <summary>All log files that records may go to.</summary>
    public IEnumerable<LogFileName> Files => _longestFirst.Select(route => route.File).Append(_otherwise).Distinct();

    /// <summary>The log file of the longest prefix that is the whole category, or ends where a dot follows.</summary>
    public LogFileName FileOf(string category)
    {
        foreach ((string prefix, LogFileName file) in _longestFirst)
        {
            if (category.StartsWith(prefix, StringComparison.Ordinal) && (category.Length == prefix.Length || category[prefix.Length] == '.' || prefix[^1] == '.'))
            {
                return file;
            }
        }

        return _otherwise;
    }
}
