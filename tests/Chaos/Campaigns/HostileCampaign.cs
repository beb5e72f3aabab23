namespace LogActors.Chaos;

/// <summary>Clients that mean harm, beside honest ones that must not notice: frames far too large, garbage, idle connections, floods of damaged batches, forged sequences and epochs.</summary>
internal sealed class HostileCampaign : ICampaign
{
    private const double MostGrowthMebibytes = 64;
    private const double BudgetMebibytes = 32;                  // what batches that have no answer yet may hold for one log file; only a flood fills it
    private static readonly string[] Kinds = ["oversized", "garbage", "idle", "flood", "forged"];

    public string Name => "hostile";

    public string Summary => "clients that mean harm, beside honest ones";

    public string? WhyNot() => OperatingSystem.IsLinux() ? null : "it needs Linux.";

    public async Task RunAsync(CampaignRun run)
    {
        string[] kinds = run.Pick(Kinds, kind => kind);
        byte[] preamble = await GatewayPreamble.RecordAsync(run.Cancellation);
        await using Ground ground = new(run, new GroundOptions { RawClients = 1, ProviderClients = 1, RawRate = 1000, ProviderRate = 1000 });
        await run.TryAsync(async () =>
        {
            SiloProcess silo = ground.StartSilo();
            ground.StartClients();
            await ground.AllAsync(ground.SetMark());
            Attacker attacker = new(ground.GatewayPort, preamble, run.Random, run.Cancellation);
            await using Forger forger = new(new ClusterAddress([ground.Gateway], "logactors", "logactors"), run.Random, run.Cancellation);
            await using MemoryWatch memory = new(silo.Id);
            double most = memory.First;
            double limit = MostGrowthMebibytes;
            for (int i = 0; i < run.Options.Cycles && !run.IsOver; i++)
            {
                string kind = kinds[i % kinds.Length];
                limit = kind == "flood" ? MostGrowthMebibytes + BudgetMebibytes : limit;
                await AttackAsync(run, kind, attacker, forger);
                Mark mark = ground.SetMark();
                double all = (await ground.AllAsync(mark) - mark.At) / 1e9;
                run.Result.AllAcks.Add(all);
                run.Report(FormattableString.Invariant($"{kind}; the silo had {memory.Most:0} MiB at most so far; all honest producers acknowledged after {all:0.000} s"));
                if (memory.Most > most)
                {
                    most = memory.Most;
                    run.Result.Notes["silo memory"] = FormattableString.Invariant($"{memory.First:0} MiB before the attacks, {memory.Most:0} MiB at most (by {kind})");
                    if (most - memory.First > limit)
                    {
                        run.Result.Failures.Add(FormattableString.Invariant($"The silo grew by {most - memory.First:0} MiB until the end of attack {i + 1} ({kind}); {limit} MiB is the limit."));
                    }
                }
            }
        });
        await ground.FinishAsync();
    }

    private static async Task AttackAsync(CampaignRun run, string kind, Attacker attacker, Forger forger)
    {
        switch (kind)
        {
            case "oversized":
                await attacker.OversizedAsync();
                break;
            case "garbage":
                await attacker.GarbageAsync();
                break;
            case "idle":
                await attacker.IdleAsync();
                break;
            case "flood":
                await forger.FloodAsync();
                break;
            case "forged":
                run.Result.Failures.AddRange(await forger.ForgeAsync());
                break;
        }
    }
}
