namespace LogActors.Bench;

/// <summary>Where and how one application process of a run writes.</summary>
/// <param name="Directory">A folder of this run alone, empty before the first of its processes starts; deleted after it.</param>
/// <param name="Format">What each record becomes.</param>
/// <param name="FileName">The file in it of a case that may choose its file.</param>
internal sealed record LogTarget(string Directory, OutputFormat Format, string FileName)
{
    /// <summary>The name under which a reader finds the file of every case.</summary>
    public const string CurrentFile = "bench.log";

    public string FilePath => Path.Combine(Directory, FileName);

    /// <summary>The target of one process of several, from 0.</summary>
    public static LogTarget Of(int application, string directory, OutputFormat format) => new(directory, format, $"bench-{application}.log");

    /// <summary>What those processes have written, whether each had its own file or all had one.</summary>
    public static string[] FilesIn(string directory) => System.IO.Directory.GetFiles(directory, "bench-*.log");
}
