namespace LogActors.Chaos;

/// <summary>All campaigns.</summary>
internal static class CampaignCatalog
{
    public static IReadOnlyList<ICampaign> All { get; } =
    [
        new KillCampaign(),
        new ClientCampaign(),
        new PointsCampaign(),
        new FullCampaign(),
        new PauseCampaign(),
        new PowerCampaign(siloSees: false),
        new PowerCampaign(siloSees: true),
        new DisturbCampaign(),
        new HostileCampaign(),
        new PartitionCampaign(),
        new IoCampaign(),
        new MutantsCampaign(),
    ];

    /// <exception cref="UsageException">There is none of that name.</exception>
    public static ICampaign Find(string name) =>
        All.FirstOrDefault(campaign => campaign.Name == name) ?? throw new UsageException($"There is no campaign '{name}'.");
}
