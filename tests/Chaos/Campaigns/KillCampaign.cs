namespace LogActors.Chaos;

/// <summary>kill -9 of the silo at random times under load, restarted at once; one in five silos is killed again while it starts.</summary>
internal sealed class KillCampaign : ICampaign
{
    private const int CyclesPerRound = 25;
    private const int SegmentBytes = 4_000_000;
    private const int CyclesPerShortRound = 5;

    public string Name => "kill";

    public string Summary => "kill -9 of the silo under load from four processes";

    public string? WhyNot() => null;

    public async Task RunAsync(CampaignRun run)
    {
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver;)
        {
            int cycles = Math.Min(left, run.StopAtFirst ? CyclesPerShortRound : CyclesPerRound);
            left -= cycles;
            await using Ground ground = new(run, new GroundOptions
            {
                Silo = run.Random.Next(2) == 0 ? FaultSite.FrequentChanges(SegmentBytes, run.Random.Next(2) == 0 ? RollNaming.Dated : RollNaming.TimedRotating) : new Dictionary<string, string>(),
            });
            await run.TryAsync(() => RoundAsync(run, ground, cycles));
            await ground.FinishAsync();
        }
    }

    private static async Task RoundAsync(CampaignRun run, Ground ground, int cycles)
    {
        ground.StartSilo();
        ground.StartClients();
        await ground.AllAsync(ground.SetMark());
        for (int i = 0; i < cycles; i++)
        {
            await run.PauseAsync(0, 600);
            await ground.Silo.KillAsync();
            if (run.Random.Next(5) == 0)
            {
                SiloProcess starting = ground.StartSilo();
                await run.PauseAsync(100, 1600);
                await starting.KillAsync();
            }

            SiloProcess silo = ground.StartSilo();
            run.Report(await ground.RecoveredAsync(ground.SetMark(), silo.StartedAt, all: run.Random.Next(5) == 0));
        }
    }
}
