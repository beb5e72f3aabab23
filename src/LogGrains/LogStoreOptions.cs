namespace LogActors;

/// <summary>A silo's log files: where they are and how each is written. Bound to the configuration section <c>LogActors</c>.</summary>
public sealed class LogStoreOptions
{
    /// <summary>The log root: the folder that all log files are in; a relative path counts from the current directory. Created if absent. Default <c>logs</c>. Read once.</summary>
    public string Directory { get; set; } = "logs";

    /// <summary>Settings by log file: a name such as <c>orders</c>, or a pattern in which <c>*</c> stands for any text, such as <c>shop/*</c>. An exact name wins over patterns, and the longest
    /// pattern over shorter ones; settings are not mixed. A change takes effect with the next records. Default none: every log file has the defaults of <see cref="LogFileOptions"/>.</summary>
    public IDictionary<string, LogFileOptions> Files { get; } = new Dictionary<string, LogFileOptions>(StringComparer.Ordinal);

    /// <summary>How many log files are open at once; beyond it the one that was written longest ago is closed, until it is written again. Each takes three descriptors. Default 1,000. Read once.</summary>
    public int MaxOpenFiles { get; set; } = 1000;

    /// <summary>Bytes of all segments of all log files, compressed ones as they are on the disk; beyond it the closed segment that was closed first is deleted, of whichever log file.
    /// Default 0: no limit. The current segments alone may be longer.</summary>
    public long MaxTotalBytes { get; set; }

    /// <summary>Whether the log root may be on a network file system, where a lost lock lets a second writer in. Default <see langword="false"/>: a silo refuses to start there. Read once.</summary>
    public bool AllowNetworkFileSystem { get; set; }
}
