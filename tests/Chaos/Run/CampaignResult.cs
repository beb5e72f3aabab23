namespace LogActors.Chaos;

/// <summary>What a campaign has done and found. Not thread-safe.</summary>
internal sealed class CampaignResult(string campaign)
{
    public string Campaign { get; } = campaign;

    public int Cycles { get; set; }

    public CheckResult Found { get; set; } = new();

    /// <summary>What went wrong besides the file: no acknowledgement in time, a wrong exit code, a point that was never reached.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Why the campaign did not run, or a part of it; empty if it did.</summary>
    public List<string> Skipped { get; } = [];

    /// <summary>Seconds from the start of a new silo's process to its first acknowledgement.</summary>
    public List<double> FirstAcks { get; } = [];

    /// <summary>Seconds from the start of a new silo's process, or the end of another fault, until every producer had an acknowledgement.</summary>
    public List<double> AllAcks { get; } = [];

    /// <summary>Figures that only this campaign has.</summary>
    public SortedDictionary<string, string> Notes { get; } = new(StringComparer.Ordinal);

    public bool IsClean => Failures.Count == 0 && Found.IsClean;
}
