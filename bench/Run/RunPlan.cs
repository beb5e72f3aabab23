namespace LogActors.Bench;

/// <summary>One run to make.</summary>
/// <param name="Case">Its name in <see cref="CaseCatalog"/>.</param>
/// <param name="Format">What each record becomes.</param>
/// <param name="Applications">How many application processes log at once.</param>
/// <param name="Threads">Caller threads in each of them.</param>
/// <param name="Records">Of all of them together, without the warm-up.</param>
/// <param name="Run">Which of the case's runs it is, from 1.</param>
internal sealed record RunPlan(string Case, OutputFormat Format, int Applications, int Threads, int Records, int Run)
{
    public string FormatName => Format == OutputFormat.Json ? "json" : "text";

    /// <summary>Records that all processes together log, their warm-ups included: the orders' ids are the numbers below it.</summary>
    public int AllRecords => (Applications * WarmUp.Records) + Records;

    /// <summary>All runs that were asked for: run 1 of every case, then run 2 of every case, so that a slow minute of the machine hits all alike.</summary>
    public static IEnumerable<RunPlan> All(ThroughputArguments asked) =>
        from format in asked.Formats
        from applications in asked.Processes
        from threads in asked.Threads
        from run in Enumerable.Range(1, asked.Runs)
        from name in asked.Cases
        where CaseCatalog.Create(name).CanWrite(format)
        select new RunPlan(name, format, applications, threads, asked.Records, run);

    /// <summary>The first order of one of the processes, from 0 to <see cref="Applications"/>: those after the warm-up are shared out in blocks.</summary>
    public int FirstOrder(int application) => (Applications * WarmUp.Records) + (int)((long)Records * application / Applications);

    public override string ToString() =>
        $"{Case}, {FormatName}, {(Applications == 1 ? "" : $"{Applications} processes, ")}{Threads} caller thread{(Threads == 1 ? "" : "s")}{(Applications == 1 ? "" : " each")}, run {Run}";
}
