namespace LogActors.Chaos;

/// <summary>The silo dies at named points of its writer: at once, or after it has been stopped there for a moment, while what it had sent before still arrives.</summary>
/// <remarks>Each silo is the recovery of the one before, so that a cycle costs one start.</remarks>
internal sealed class PointsCampaign : ICampaign
{
    private const int SegmentBytes = 300_000;
    private const int KilledExitCode = 128 + Signals.Kill;
    private const int QuietRate = 10;
    private const int IdleRate = 2;
    private const int AttemptsWithoutSuccess = 2;
    private static readonly string[] Strangers =
    [
        $"{ClientArguments.LogFile}-20200101.log", $"{ClientArguments.LogFile}-20200102.log.zst", $"{ClientArguments.LogFile}.log.2020-01-01", $"{ClientArguments.LogFile}.log.2020-01-02.gz",
    ];

    private static readonly TimeSpan ReachWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ReachAtLowPriorityWithin = TimeSpan.FromSeconds(24);

    public string Name => "points";

    public string Summary => "kill, and stop-then-kill, of the silo at each named point of its writer";

    public string? WhyNot() => null;

    public async Task RunAsync(CampaignRun run)
    {
        FaultSite[] sites = run.Pick(FaultSite.All, site => site.Name);
        foreach (FaultSite site in sites)
        {
            foreach (string signal in new[] { "kill", "stop" })
            {
                if (!run.IsOver)
                {
                    await SiteAsync(run, site, signal);
                }
            }
        }
    }

    private static async Task SiteAsync(CampaignRun run, FaultSite site, string signal)
    {
        RollNaming naming = signal == "kill" ? RollNaming.Dated : RollNaming.TimedRotating;
        await using Ground ground = new(run, new GroundOptions
        {
            Label = $"{site.Name} ({signal})",
            Errors = site.Durable,
            Plain = true,
            BackupCount = site.BackupCount,
            ProviderClients = 1,
            RawRate = site.Idle ? IdleRate : 4000,
            ProviderRate = site.Idle ? IdleRate : 3000,
            Silo = site.Environment(SegmentBytes, naming),
        });
        int reached = 0;
        await run.TryAsync(async () =>
        {
            ground.StartSilo();
            ground.StartClients();
            await ground.AllAsync(ground.SetMark());
            await ground.Silo.KillAsync();
            Array.ForEach(site.Deletes ? Strangers : [], ground.Strangers.Plant);
            for (int i = 0; i < run.Options.Cycles && !run.IsOver && (reached > 0 || i < AttemptsWithoutSuccess); i++)
            {
                if (site.After is { } before)
                {
                    await DieAsync(run, ground, new FaultSite(before, 20), "kill");
                }

                bool passed = await DieAsync(run, ground, site, signal);
                reached += passed ? 1 : 0;
                if (site.Taken)
                {
                    ground.Strangers.TakeNextName(naming);
                }

                run.Report($"{site.Name} ({signal}) {(passed ? "reached" : "not reached")}");
            }

            SiloProcess last = ground.StartSilo();
            await ground.RecoveredAsync(ground.SetMark(), last.StartedAt);
            await last.KillAsync();
            await LeaveAloneAsync(run, ground, site, signal);
        });
        await ground.FinishAsync();
        run.Result.Notes[site.Name] = $"{run.Result.Notes.GetValueOrDefault(site.Name)} {signal} {reached}".TrimStart();
        if (reached == 0 && !run.Options.AllowUnreached)
        {
            run.Result.Failures.Add($"The silo never reached the point {site.Name} ({signal}).");
        }
    }

    // Who wrote the last bytes dies with the silo, so that nobody sends them again: a part of a group that recovery leaves behind is not written over by the whole one.
    private static async Task LeaveAloneAsync(CampaignRun run, Ground ground, FaultSite site, string signal)
    {
        await DieAsync(run, ground, site, signal);
        while (ground.Clients.Count > 0)
        {
            await ground.KillClientAsync(0);
        }

        ground.StartSilo();
        ground.StartClient("raw", QuietRate);
        await ground.AllAsync(ground.SetMark());
    }

    // Starts a silo that is to die at the point, and returns when it is dead.
    private static async Task<bool> DieAsync(CampaignRun run, Ground ground, FaultSite site, string signal)
    {
        SiloProcess silo = ground.StartSilo(FaultSite.Plan(site.Name, run.Random.Next(1, site.MostPasses + 1), signal));
        Mark mark = ground.SetMark();
        await Task.WhenAny(silo.Exited, mark.First, silo.StoppedAsync(run.Cancellation), Task.Delay(CampaignRun.Patience, TimeProvider.System, run.Cancellation));
        if (mark.First.IsCompletedSuccessfully)
        {
            run.Result.FirstAcks.Add((await mark.First - silo.StartedAt) / 1e9);
            if (site.AtStop)
            {
                await run.PauseAsync(0, 200);
                silo.Send(Signals.Terminate);
            }
        }

        await Task.WhenAny(silo.Exited, silo.StoppedAsync(run.Cancellation), Task.Delay(site.Compresses || site.Deletes ? ReachAtLowPriorityWithin : ReachWithin, TimeProvider.System, run.Cancellation));
        run.Cancellation.ThrowIfCancellationRequested();
        bool stopped = silo.IsStopped;
        if (stopped)
        {
            await run.PauseAsync(20, 200);
        }

        bool died = silo.HasExited;
        await silo.KillAsync();
        if (died && silo.ExitCode != KilledExitCode && !(site.AtStop && silo.ExitCode == 0))
        {
            throw new CampaignException($"The silo was to die at {site.Name} and ended with {silo.ExitCode} instead:\n{silo.LastLines}");
        }

        return stopped || (died && silo.ExitCode == KilledExitCode);
    }
}
