namespace LogActors.Bench;

/// <summary>One run to make.</summary>
internal sealed record RunPlan(string Case, OutputFormat Format, int Threads, int Records, int Run)
{
    public string FormatName => Format == OutputFormat.Json ? "json" : "text";

    /// <summary>All runs that were asked for: run 1 of every case, then run 2 of every case, so that a slow minute of the machine hits all alike.</summary>
    public static IEnumerable<RunPlan> All(ThroughputArguments asked) =>
        from format in asked.Formats
        from threads in asked.Threads
        from run in Enumerable.Range(1, asked.Runs)
        from name in asked.Cases
        where CaseCatalog.Create(name).CanWrite(format)
        select new RunPlan(name, format, threads, asked.Records, run);

    public override string ToString() => $"{Case}, {FormatName}, {Threads} caller thread{(Threads == 1 ? "" : "s")}, run {Run}";
}
