namespace LogActors;

/// <summary>The names of the levels 0 (Trace) to 5 (Critical), in the styles that formats use.</summary>
internal static class LevelNames
{
    /// <summary><c>Information</c>: the default of a text line, and of JSON.</summary>
    public static readonly byte[][] Full = Names("Trace", "Debug", "Information", "Warning", "Error", "Critical");

    /// <summary><c>info</c>: as logfmt has it.</summary>
    public static readonly byte[][] Logfmt = Names("trace", "debug", "info", "warn", "error", "critical");

    private static readonly byte[][] Upper = Names("TRC", "DBG", "INF", "WRN", "ERR", "CRT");

    private static readonly byte[][] Lower = Names("trc", "dbg", "inf", "wrn", "err", "crt");

    private static readonly byte[][] Short = Names("trce", "dbug", "info", "warn", "fail", "crit");

    /// <summary>The names for a placeholder's format; <see langword="null"/> if there is no such format.</summary>
    public static byte[][]? Find(string? format) => format switch
    {
        null => Full,
        "u3" => Upper,
        "w3" => Lower,
        "s" => Short,
        _ => null,
    };

    private static byte[][] Names(params string[] names) => [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];
}
