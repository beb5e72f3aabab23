using System.Text;
using NodaTime;

namespace LogActors.Fuzz;

/// <summary><see cref="LogFileName"/>: accepts what its rules say and nothing else, and no two accepted names share a file or leave the log root.</summary>
internal sealed class NameTarget : IFuzzTarget
{
    private static readonly PeriodName SomeDay = new(new LocalDateTime(2026, 11, 23, 0, 0), PeriodPrecision.Day);

    // Nothing is made in it; it is there because a log root is always locked.
    private readonly LogRoot _root = LogRoot.Open(Directory.CreateTempSubdirectory("logactors-fuzz-").FullName, "fuzz");

    public NameTarget() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_root.FullPath, recursive: true);

    public string Name => "name";

    public int MaxInputBytes => 320;

    /// <summary>UTF-8 behind an even byte, UTF-16 behind an odd one.</summary>
    public IEnumerable<(string Name, byte[] Input)> Seeds =>
    [
        .. Texts.Select((text, i) => ($"text-{i:D2}", (byte[])[0, .. Encoding.UTF8.GetBytes(text)])),
        ("utf16", [1, .. Encoding.Unicode.GetBytes("shop/Größe")]),
        ("utf16-surrogates", [1, 0x00, 0xD8, 0x61, 0x00, 0x00, 0xDC]),
        ("longest", [0, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("0123456789/", 18)) + "ab")]),
        ("too-long", [0, .. Encoding.UTF8.GetBytes(new string('a', 201))]),
        ("long-wide", [0, .. Encoding.UTF8.GetBytes(new string('数', 67))]),
    ];

    private static string[] Texts =>
    [
        "orders", "shop/payments", "a.b_c-d/0", "orders.log", "orders-20261123", "orders-20261123t14", "orders-20261123.0002", "orders-2026112", "orders-20261123x",
        "a.log.new", "a.log.new/x", "..", "../etc/passwd", "a/../b", "a//b", "/a", "a/", "a\\b", "C:\\x", "con", "con.txt", "com1", "lpt9.x", "com10", "nul/a", "a/aux",
        "Orders", "ORDERS", "orders.", ".orders", "-orders", "_x", "a~", ".logactors/files", "a\n", "a\0b", "a\u202Eb", "ı", "K", "ſ", "a b", "a%2fb", "a:b",
        "My Company.Orders", "a.quarantine", "lock", "orders-20261123-20261124", "a-20261124.0002-x",
    ];

    public bool Run(ReadOnlySpan<byte> input)
    {
        string name = input.IsEmpty ? "" : input[0] % 2 == 0 ? Encoding.UTF8.GetString(input[1..]) : Encoding.Unicode.GetString(input[1..]);
        bool accepted = LogFileName.TryParse(name, out LogFileName parsed, out string? error);
        Promise.Holds(accepted == NameReference.IsValid(name), $"'{name}' is {(accepted ? "accepted" : $"refused ({error})")}, and the rules say otherwise.");
        CheckMadeName(name);
        if (!accepted)
        {
            CheckRefusal(name, error!);
            return false;
        }

        Promise.Holds(parsed.Value == name && parsed == LogFileName.Parse(parsed.ToString()), $"'{name}' comes back as '{parsed}'.");
        Promise.Holds(name == name.ToLowerInvariant() && name == name.Normalize(NormalizationForm.FormKC), $"'{name}' is not what it is in lower case and normalised.");
        CheckPlaces(parsed);
        return true;
    }

    public void Repair(Span<byte> input)
    {
    }

    private static void CheckMadeName(string application)
    {
        string made = LogFileName.FromApplicationName(application).Value;
        Promise.Holds(NameReference.IsValid(made) && !made.Contains('/'), $"'{application}' becomes '{made}', which is not valid.");
    }

    private static void CheckRefusal(string name, string error)
    {
        Promise.Holds(error.Length > 0 && !error.Any(character => char.IsControl(character) || char.IsSurrogate(character)), $"The refusal of '{name}' would break a line: '{error}'.");
        try
        {
            LogFileName.Parse(name);
        }
        catch (FormatException)
        {
            return;
        }

        throw new BrokenPromiseException($"'{name}' is refused and parsed.");
    }

    private void CheckPlaces(LogFileName name)
    {
        string stem = _root.StemOf(name);
        string logFile = Path.GetFileName(stem);
        string folder = Path.GetDirectoryName(stem)!;
        string journals = _root.JournalFolderOf(name);
        CheckInside(stem);
        CheckInside(journals);
        CheckNobodyElses(Relative(journals), name, isLink: false);
        foreach (SegmentId id in (ReadOnlySpan<SegmentId>)[new SegmentId(SomeDay, 1), new SegmentId(SomeDay, 2), new SegmentId(SomeDay, 10_000)])
        {
            string file = SegmentNaming.FileName(RollNaming.Dated, logFile, id);
            Promise.Holds(SegmentNaming.TryParse(RollNaming.Dated, logFile, file, out SegmentId read) && read == id, $"Segment '{file}' is not recognised.");
            CheckInside(Path.Combine(folder, file));
            CheckNobodyElses(Relative(Path.Combine(folder, file)), name, isLink: false);
        }

        string link = Path.Combine(folder, SegmentNaming.LinkName(logFile));
        CheckNobodyElses(Relative(link), name, isLink: true);
        CheckNobodyElses(Relative(CurrentLink.FreshPath(link)), name, isLink: false);
    }

    private void CheckInside(string path) =>
        Promise.Holds(
            Path.GetFullPath(path) == path && path.StartsWith(_root.FullPath + Path.DirectorySeparatorChar, StringComparison.Ordinal) && Path.GetFileName(path).Length <= 255,
            $"'{path}' leaves the log root, or is too long.");

    private string Relative(string path) => Path.GetRelativePath(_root.FullPath, path).Replace(Path.DirectorySeparatorChar, '/');

    // A file of one log file is none of another's: neither a folder that it lies in, nor its link, nor its segment.
    private static void CheckNobodyElses(string relative, LogFileName name, bool isLink)
    {
        Promise.Holds(!LogFileName.TryParse($"{relative}/x", out _, out _), $"'{relative}' of log file '{name}' may be the folder of another one.");
        if (!relative.EndsWith(".log", StringComparison.Ordinal))
        {
            return;
        }

        Promise.Holds(isLink || !LogFileName.TryParse(relative[..^4], out _, out _), $"'{relative}' of log file '{name}' is the link of another one.");
        string file = relative[(relative.LastIndexOf('/') + 1)..];
        for (int dash = file.IndexOf('-', StringComparison.Ordinal); dash >= 0; dash = file.IndexOf('-', dash + 1))
        {
            string other = relative[..(relative.Length - file.Length + dash)];
            bool taken = other != name.Value && SegmentNaming.TryParse(RollNaming.Dated, file[..dash], file, out _) && LogFileName.TryParse(other, out _, out _);
            Promise.Holds(!taken, $"'{relative}' of log file '{name}' is a segment of '{other}'.");
        }
    }
}
