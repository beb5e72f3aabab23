namespace LogActors.Fuzz;

/// <summary>All targets.</summary>
internal static class TargetCatalog
{
    private static readonly (string Name, Func<IFuzzTarget> Create)[] Targets =
    [
        ("batch", () => new BatchTarget()),
        ("journal", () => new JournalTarget()),
        ("name", () => new NameTarget()),
        ("escape", () => new EscapeTarget()),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Targets.Select(target => target.Name)];

    /// <exception cref="UsageException">There is no such target.</exception>
    public static IFuzzTarget Create(string name) =>
        Targets.FirstOrDefault(target => target.Name == name).Create?.Invoke() ?? throw new UsageException($"There is no target '{name}'; there are {string.Join(", ", Names)}.");
}
