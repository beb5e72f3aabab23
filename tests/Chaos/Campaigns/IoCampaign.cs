namespace LogActors.Chaos;

/// <summary>Every call of the writer to the system fails, one after the other, in every way that makes sense; then a real silo's calls do.</summary>
/// <remarks>The first part runs the writer in this process, over the real file layer; the second lets <c>strace</c> answer in the kernel's place.</remarks>
internal sealed class IoCampaign : ICampaign
{
    private const string MemoryFolder = "/dev/shm";
    private const string SiloPart = "silo";
    private const int MaxFailuresShown = 40;

    public string Name => "io";

    public string Summary => "each file call of the writer fails in each way; then a silo's calls (strace)";

    public string? WhyNot() => OperatingSystem.IsLinux() ? null : "it needs Linux.";

    public async Task RunAsync(CampaignRun run)
    {
        string[] parts = run.Pick([.. IoScenario.All.Select(scenario => scenario.Name), SiloPart], part => part);
        IoScenario[] scenarios = [.. IoScenario.All.Where(scenario => parts.Contains(scenario.Name))];
        if (scenarios.Length > 0)
        {
            await SweepAsync(run, scenarios);
        }

        if (parts.Contains(SiloPart))
        {
            await IoSilo.RunAsync(run);
        }
    }

    private static async Task SweepAsync(CampaignRun run, IReadOnlyList<IoScenario> scenarios)
    {
        // The outcome does not depend on the disk, on which each sync would take its time.
        string above = Directory.Exists(MemoryFolder) ? MemoryFolder : Path.GetTempPath();
        string folder = Directory.CreateDirectory(Path.Combine(above, $"logactors-chaos-io-{Environment.ProcessId}")).FullName;
        IoSweep sweep = new(run.Result, folder);
        try
        {
            foreach (IoScenario scenario in scenarios)
            {
                int before = sweep.Runs;
                await sweep.ScenarioAsync(scenario, run.Cancellation);
                run.Report(FormattableString.Invariant($"{scenario.Name}: {sweep.Runs - before} runs"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Sum(run, sweep, scenarios.Count);
    }

    private static void Sum(CampaignRun run, IoSweep sweep, int scenarios)
    {
        int possible = IoSite.All.Sum(site => site.Errors.Count);
        int all = IoSite.All.Count * Enum.GetValues<IoError>().Length;
        int met = sweep.Injected.Count;
        run.Result.Notes["runs"] = FormattableString.Invariant($"{sweep.Runs}, in {scenarios} scenarios, {sweep.Injected.Values.Sum()} of them with a fault that was met");
        run.Result.Notes["sites"] = FormattableString.Invariant($"{sweep.Injected.Keys.Select(key => key.Site).Distinct().Count()} of {IoSite.All.Count}");
        run.Result.Notes["sites × errors"] = FormattableString.Invariant($"{met} of {possible}; the other {all - possible} mean nothing");
        foreach (IoSite site in scenarios == IoScenario.All.Count ? IoSite.All : [])
        {
            IoError[] missed = [.. site.Errors.Where(error => !sweep.Injected.ContainsKey((site, error)))];
            if (missed.Length > 0)
            {
                run.Result.Failures.Add($"No scenario reached {site} with {string.Join(", ", missed)}.");
            }
        }

        if (run.Result.Failures.Count > MaxFailuresShown)
        {
            int more = run.Result.Failures.Count - MaxFailuresShown;
            run.Result.Failures.RemoveRange(MaxFailuresShown, more);
            run.Result.Failures.Add(FormattableString.Invariant($"And {more} more."));
        }
    }
}
