using System.Globalization;

namespace LogActors.Bench;

/// <summary>One run to make: how many log files and producers, and what each producer sends to each log file.</summary>
internal sealed record ScalePlan(int Files, int Producers, int Records, int Run)
{
    /// <summary>As the provider's largest batch.</summary>
    public const int MaxBatchBytes = 256 * 1024;

    /// <summary>Batches from each producer for each log file: as few as there can be.</summary>
    public int Batches => Math.Max(1, (RecordsEach + s_fullBatch - 1) / s_fullBatch);

    /// <summary>Records in each batch.</summary>
    public int RecordsPerBatch => RecordsEach / Batches;

    /// <summary>Records in each log file after one pass.</summary>
    public long RecordsPerFile => (long)Producers * Batches * RecordsPerBatch;

    /// <summary>Records of one pass: what was asked for, but for what cannot be shared out evenly.</summary>
    public long AllRecords => Files * RecordsPerFile;

    private static readonly int s_fullBatch = OrderPayload.FullBatch(MaxBatchBytes);

    private int RecordsEach => Records / (Files * Producers);

    /// <summary>Run 1 of every combination, then run 2 of every one, so that a slow minute of the machine hits all alike.</summary>
    public static IEnumerable<ScalePlan> All(ScaleArguments asked) =>
        from run in Enumerable.Range(1, asked.Runs)
        from files in asked.Files
        from producers in asked.Producers
        select new ScalePlan(files, producers, asked.Records, run);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Files} x {Producers}, run {Run}");
}
