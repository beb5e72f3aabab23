namespace LogActors.Bench;

/// <summary>The cases that can be asked for by name, in the order of the table.</summary>
internal static class CaseCatalog
{
    /// <summary>The peer that the ratios are against.</summary>
    public const string Baseline = "zlogger";

    /// <summary>The case that does nothing but move bytes.</summary>
    public const string Copier = "copier";

    private static readonly (string Name, Func<ICase> Create)[] s_cases =
    [
        ("floor", () => new FloorCase()),
        (Copier, () => new CopierCase()),
        ("logactors", () => new LogActorsCase()),
        (Baseline, () => new ZLoggerCase()),
        ("zlogger-default", () => new ZLoggerDefaultCase()),
        ("zlogger-native", () => new ZLoggerNativeCase()),
        ("nlog-async", () => new NLogAsyncCase()),
        ("serilog", () => new SerilogCase()),
        ("serilog-default", () => new SerilogDefaultCase()),
        ("serilog-async", () => new SerilogAsyncCase()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. s_cases.Select(known => known.Name)];

    /// <summary>The name as it is, if there is such a case.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string NameOf(string value) => Names.Contains(value) ? value : throw new UsageException($"There is no case '{value}'; there are {string.Join(", ", Names)}.");

    public static ICase Create(string name) => s_cases.Single(known => known.Name == name).Create();
}
