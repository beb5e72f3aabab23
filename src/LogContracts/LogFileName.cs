using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LogActors;

/// <summary>The validated name of a log file, such as <c>orders</c> or <c>shop/payments</c>: the key of its grain and its place under the log root.</summary>
/// <remarks>
/// One to <see cref="MaxBytes"/> bytes. <c>/</c> separates folders. Each part is made of lower-case ASCII letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, begins
/// with a letter or digit and does not end with a dot. Lower case only: two names can never differ in case alone, and mean the same file on every
/// operating system. Names that Windows reserves, that end in <c>.log</c> (the silo adds it) or in a segment's date are refused. Immutable and thread-safe.
/// </remarks>
public readonly record struct LogFileName
{
    /// <summary>The longest name, in bytes: 200. Leaves room for a date and a number within the 255 bytes that file systems allow.</summary>
    public const int MaxBytes = 200;

    private readonly string? _value;

    private LogFileName(string value) => _value = value;

    /// <summary>The name as text. Empty only for <see langword="default"/>.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses <paramref name="name"/>.</summary>
    /// <exception cref="FormatException">The name breaks a rule; the message quotes the name and says which.</exception>
    public static LogFileName Parse(string name) =>
        TryParse(name, out LogFileName parsed, out string? error) ? parsed : throw new FormatException(error);

    /// <summary>Parses <paramref name="name"/>, or says in <paramref name="error"/> which rule it breaks.</summary>
    public static bool TryParse(string? name, out LogFileName parsed, [NotNullWhen(false)] out string? error)
    {
        error = Explain(name);
        parsed = error is null ? new LogFileName(name!) : default;
        return error is null;
    }

    /// <summary>Makes a valid name out of an application's name: lower case, every other character becomes <c>-</c>.</summary>
    /// <param name="applicationName">Any text, such as <c>My Company.Orders</c>, which becomes <c>my-company.orders</c>.</param>
    /// <returns>A valid name; <c>app</c> if nothing usable is left. A name that a rule refuses gets <c>app-</c> in front or <c>-app</c> behind.</returns>
    public static LogFileName FromApplicationName(string? applicationName)
    {
        StringBuilder name = new();
        foreach (char c in applicationName ?? "")
        {
            char lower = char.ToLowerInvariant(c);
            name.Append(IsNameCharacter(lower) ? lower : '-');
        }

        string candidate = name.ToString().Trim('.', '-', '_');
        const int MaxCandidateChars = MaxBytes - 8;              // leaves room for app- and -app
        candidate = candidate.Length > MaxCandidateChars ? candidate[..MaxCandidateChars].TrimEnd('.', '-', '_') : candidate;
        ReadOnlySpan<string> attempts = candidate.Length == 0 ? [] : [candidate, $"app-{candidate}", $"{candidate}-app", $"app-{candidate}-app"];
        foreach (string attempt in attempts)
        {
            if (TryParse(attempt, out LogFileName parsed, out _))
            {
                return parsed;
            }
        }

        return new LogFileName("app");
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static string? Explain(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return "A log file's name is empty; it needs at least one character, such as 'orders'.";
        }

        if (Encoding.UTF8.GetByteCount(name) is > MaxBytes and int bytes)
        {
            return $"The log file name '{Quotable(name[..32])}…' has {bytes} bytes; the limit is {MaxBytes}.";
        }

        foreach (string part in name.Split('/'))
        {
            if (ExplainPart(part) is { } rule)
            {
                return $"The log file name '{Quotable(name)}' is not valid: {rule}";
            }
        }

        return null;
    }

    private static string? ExplainPart(string part) => part switch
    {
        "" => "a part between slashes is empty (an absolute path, or '//' or a slash at the end).",
        "." or ".." => $"'{part}' is not a name; a log file stays under the log root.",
        _ when part.Contains('\\') => "it contains a backslash; folders are separated by '/'.",
        _ when part.Any(char.IsControl) => "it contains a control character.",
        _ when part.Any(char.IsUpper) => "it contains upper-case letters; names are lower case, so that no two differ in case alone.",
        _ when !part.All(IsNameCharacter) => $"'{Quotable(part.First(c => !IsNameCharacter(c)).ToString())}' is not allowed; use a-z, 0-9, '.', '_' and '-'.",
        _ when !char.IsAsciiLetterOrDigit(part[0]) => $"the part '{part}' begins with '{part[0]}'; it must begin with a letter or digit.",
        _ when part[^1] == '.' => $"the part '{part}' ends with a dot, which Windows would drop.",
        _ when part.EndsWith(".log", StringComparison.Ordinal) => $"the part '{part}' ends in '.log'; leave it off, the silo adds it.",
        _ when EndsLikeSegment(part) => $"the part '{part}' ends like the date of a segment (-YYYYMMDD); it would clash with one.",
        _ when IsReservedOnWindows(part) => $"'{part}' is a device name on Windows.",
        _ => null,
    };

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-';

    // A segment is called name-20261123, name-20261123t14, or one of these with a number, .0002.
    private static bool EndsLikeSegment(string part)
    {
        int dash = part.LastIndexOf('-');
        ReadOnlySpan<char> end = part.AsSpan(dash + 1);
        return dash >= 0 && end.Length >= 8 && end[..8].IndexOfAnyExceptInRange('0', '9') < 0
            && end[8..].IndexOfAnyExcept("0123456789.t") < 0;
    }

    private static bool IsReservedOnWindows(string part)
    {
        int dot = part.IndexOf('.');
        string stem = dot < 0 ? part : part[..dot];
        return stem is "con" or "prn" or "aux" or "nul"
            || (stem.Length == 4 && (stem.StartsWith("com", StringComparison.Ordinal) || stem.StartsWith("lpt", StringComparison.Ordinal)) && char.IsAsciiDigit(stem[3]));
    }

    // The message ends up in a log or on a terminal: nothing in it may break the line, colour it or turn its direction.
    private static string Quotable(string text) =>
        string.Concat(text.Select(c => char.GetUnicodeCategory(c)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? $"\\u{(int)c:x4}" : c.ToString()));
}
