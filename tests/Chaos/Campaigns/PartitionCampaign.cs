namespace LogActors.Chaos;

/// <summary>The network between clients and silo is cut, for less or more than a call waits, in one direction or both, by resets, or for every second packet.</summary>
internal sealed class PartitionCampaign : ICampaign
{
    private const int CyclesPerRound = 15;

    private static readonly (string Name, string[] Rules)[] Kinds =
    [
        ("answers-lost", [$"INPUT -s {NetworkPair.SiloAddress} -j DROP"]),              // requests arrive, and are repeated
        ("requests-lost", [$"OUTPUT -d {NetworkPair.SiloAddress} -j DROP"]),
        ("two-way", [$"INPUT -s {NetworkPair.SiloAddress} -j DROP", $"OUTPUT -d {NetworkPair.SiloAddress} -j DROP"]),
        ("reset", [$"OUTPUT -p tcp -d {NetworkPair.SiloAddress} -j REJECT --reject-with tcp-reset"]),
        ("every-second", [$"INPUT -s {NetworkPair.SiloAddress} -m statistic --mode random --probability 0.5 -j DROP"]),
    ];

    public string Name => "partition";

    public string Summary => "network partitions between clients and silo (root, iproute2, iptables)";

    public string? WhyNot() => Requirements.WhyNot("ip", "iptables");

    public async Task RunAsync(CampaignRun run)
    {
        (string Name, string[] Rules)[] kinds = run.Pick(Kinds, kind => kind.Name);
        await using NetworkPair network = await NetworkPair.CreateAsync();
        int cycle = 0;
        while (cycle < run.Options.Cycles && !run.IsOver)
        {
            await using Ground ground = new(run, new GroundOptions
            {
                Address = NetworkPair.SiloAddress,
                SiloPrefix = network.SiloPrefix,
                ClientPrefix = network.ClientPrefix,
                RawRate = 2000,
                ProviderRate = 1000,
                Silo = new Dictionary<string, string>
                {
                    ["Orleans__Clustering__ProviderType"] = "Development",
                    ["Orleans__ClusterId"] = "logactors",
                    ["Orleans__ServiceId"] = "logactors",
                    ["Orleans__Endpoints__AdvertisedIPAddress"] = NetworkPair.SiloAddress,
                },
            });
            await run.TryAsync(async () =>
            {
                ground.StartSilo();
                ground.StartClients();
                await ground.AllAsync(ground.SetMark());
                for (int end = Math.Min(run.Options.Cycles, cycle + CyclesPerRound); cycle < end; cycle++)
                {
                    await CycleAsync(run, ground, network, kinds[cycle % kinds.Length]);
                }
            });
            await network.HealAsync();
            await ground.FinishAsync();
            cycle = run.Result.Failures.Count > 0 ? run.Options.Cycles : cycle;
        }
    }

    private static async Task CycleAsync(CampaignRun run, Ground ground, NetworkPair network, (string Name, string[] Rules) kind)
    {
        await run.PauseAsync(0, 300);
        await network.CutAsync(kind.Rules);
        await run.PauseAsync(500, 7000);
        Mark mark = ground.SetMark();
        await network.HealAsync();
        double first = (await ground.FirstAsync(mark) - mark.At) / 1e9;
        double all = (await ground.AllAsync(mark) - mark.At) / 1e9;
        run.Result.AllAcks.Add(all);
        run.Report(FormattableString.Invariant($"{kind.Name}; first acknowledgement {first:0.000} s after it was over, all producers after {all:0.000} s"));
    }
}
