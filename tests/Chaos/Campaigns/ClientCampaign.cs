namespace LogActors.Chaos;

/// <summary>kill -9 of clients under load, each replaced by a new one. What they were promised stays, and nothing of theirs comes twice or in parts.</summary>
internal sealed class ClientCampaign : ICampaign
{
    private const int CyclesPerRound = 40;

    public string Name => "client";

    public string Summary => "kill -9 of clients under load";

    public string? WhyNot() => null;

    public async Task RunAsync(CampaignRun run)
    {
        for (int left = run.Options.Cycles; left > 0 && !run.IsOver; left -= CyclesPerRound)
        {
            await using Ground ground = new(run, new GroundOptions());
            await run.TryAsync(() => RoundAsync(run, ground, Math.Min(left, CyclesPerRound)));
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
            await run.PauseAsync(0, 400);
            string kind = await ground.KillClientAsync(run.Random.Next(ground.Clients.Count));
            ground.StartClient(kind);
            Mark mark = ground.SetMark();
            double all = (await ground.AllAsync(mark) - mark.At) / 1e9;
            run.Result.AllAcks.Add(all);
            run.Report(FormattableString.Invariant($"a {kind} client was replaced; all producers acknowledged after {all:0.000} s"));
        }
    }
}
