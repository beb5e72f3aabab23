namespace LogActors.Chaos;

/// <summary>A kind of fault, and how it is brought about again and again.</summary>
internal interface ICampaign
{
    string Name { get; }

    /// <summary>What it does, in a few words.</summary>
    string Summary { get; }

    /// <summary>Why it cannot run on this machine, or <see langword="null"/>.</summary>
    string? WhyNot();

    Task RunAsync(CampaignRun run);
}
