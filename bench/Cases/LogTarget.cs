namespace LogActors.Bench;

/// <summary>Where and how one run writes.</summary>
/// <param name="Directory">An empty folder of this run alone; deleted after it.</param>
/// <param name="Format">What each record becomes.</param>
internal sealed record LogTarget(string Directory, OutputFormat Format)
{
    /// <summary>The file of a case that may choose its file.</summary>
    public string FilePath => Path.Combine(Directory, "bench.log");
}
