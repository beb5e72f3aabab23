namespace LogActors.Chaos;

/// <summary>A named point in the silo's writer, and how a campaign makes the silo pass it.</summary>
/// <param name="Name">As in <c>FaultPoint.Reach</c>; <c>any</c> counts all of them.</param>
/// <param name="MostPasses">The fault comes at a pass from 1 to this.</param>
/// <param name="After">A point where the silo before must have died, so that this one is passed; <see langword="null"/> if any death will do.</param>
/// <param name="AtStop">Whether the point is passed only by a silo that is asked to stop.</param>
/// <param name="Changes">Whether segments and journals must change often.</param>
/// <param name="Durable">Whether it is passed for records only that are acknowledged when they are on the disk, or after a while.</param>
/// <param name="Renames">Whether it is passed only where a segment is renamed when it is closed. Otherwise both schemes of names have their turn.</param>
/// <param name="Idle">Whether it is passed only by a writer that has nothing to do when a period ends.</param>
/// <param name="Compresses">Whether closed segments must be compressed.</param>
/// <param name="Deletes">Whether closed segments must be compressed, and deleted soon, while files of somebody else are called alike.</param>
/// <param name="Taken">Whether somebody else takes the name of the next segment while the silo is dead.</param>
internal sealed record FaultSite(
    string Name, int MostPasses, string? After = null, bool AtStop = false, bool Changes = false, bool Durable = false, bool Renames = false, bool Idle = false,
    bool Compresses = false, bool Deletes = false, bool Taken = false)
{
    /// <summary>All points. A list to be changed: the silo decides what there is.</summary>
    public static IReadOnlyList<FaultSite> All { get; } =
    [
        new("write-data-half", 150),
        new("write-data", 150),
        new("write-journal-half", 150),
        new("write-journal", 150),
        new("before-ack", 150),
        new("sync-begin", 50, Durable: true),
        new("sync-data", 50, Durable: true),
        new("sync-end", 50, Durable: true),
        new("sync-record", 50, Durable: true),
        new("segment-data-created", 2, Changes: true),
        new("segment-journal-created", 2, Changes: true),
        new("segment-old-closed", 2, Changes: true),
        new("segment-link", 2, Changes: true),
        new("roll-noted", 2, Changes: true),
        new("prepared-segment", 2, Changes: true),
        new("prepared-journal", 2, Changes: true),
        new("prepared-catalog", 2, Changes: true),
        new("settle", 2, Changes: true, Taken: true),
        new("settle-closed", 2, Changes: true, Renames: true),
        new("settle-named", 2, Changes: true),
        new("pause-journal-created", 2, Idle: true),
        new("recover-begin", 1),
        new("recover-quarantined", 1, After: "write-data-half"),
        new("recover-cut", 1, After: "write-data"),
        new("recover-synced", 1, After: "write-journal-half"),
        new("recover-epoch", 1),
        new("journal-empty", 2, After: "before-ack", Changes: true),
        new("checkpoint-created", 2, After: "before-ack", Changes: true),
        new("checkpoint-old-deleted", 2, Changes: true),
        new("compress-written", 2, Changes: true, Compresses: true),
        new("compress-named", 2, Changes: true, Compresses: true),
        new("compress-noted", 2, Changes: true, Compresses: true),
        new("compress-deleted", 2, Changes: true, Compresses: true),
        new("retain-deleted", 2, Changes: true, Deletes: true),
        new("retain-synced", 2, Changes: true, Deletes: true),
        new("retain-noted", 2, Changes: true, Deletes: true),
        new("close-synced", 1, AtStop: true),
        new("close-clean", 1, AtStop: true),
        new("any", 400, Changes: true),
    ];

    /// <summary>How many closed segments are kept where they are deleted soon.</summary>
    public const int KeptSegments = 3;

    private const string AsideSetting = "LOGACTORS_CHAOS_ASIDE_BYTES";
    private const string AsideBytes = "500";

    /// <summary>How many closed segments this point's log file keeps; 0 if it deletes none.</summary>
    public int BackupCount => Deletes ? KeptSegments : 0;

    /// <summary>What the silo's environment must have so that segments and journals change often, and groups of a few records are written on another thread; the sizes have no effect outside of builds with the named points.</summary>
    /// <param name="segmentBytes">How long a segment becomes.</param>
    /// <param name="naming">How segments are called.</param>
    public static Dictionary<string, string> FrequentChanges(int segmentBytes, RollNaming naming = RollNaming.Dated) => new()
    {
        ["LOGACTORS_CHAOS_SEGMENT_BYTES"] = segmentBytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["LOGACTORS_CHAOS_JOURNAL_BYTES"] = (segmentBytes / 100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        [AsideSetting] = AsideBytes,
        [RollSetting(nameof(RollOptions.Naming))] = naming.ToString(),
    };

    /// <summary>What the silo's environment must have so that groups of a few records are written on another thread, as otherwise large ones are.</summary>
    public static Dictionary<string, string> WritesAside { get; } = new() { [AsideSetting] = AsideBytes };

    /// <summary>What the silo's environment must have so that closed segments are compressed at once.</summary>
    /// <param name="format">In which format.</param>
    /// <param name="backupCount">How many of them are kept; 0 for all.</param>
    public static Dictionary<string, string> Keeping(CompressionFormat format, int backupCount) => new()
    {
        [FileSetting($"Retain__{nameof(RetainOptions.Compress)}")] = format.ToString(),
        [FileSetting($"Retain__{nameof(RetainOptions.CompressLevel)}")] = "1",
        [FileSetting($"Retain__{nameof(RetainOptions.BackupCount)}")] = backupCount.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>What the silo's environment must have so that this point is passed.</summary>
    /// <param name="segmentBytes">How long a segment becomes where they change often.</param>
    /// <param name="naming">How segments are called, unless only one scheme passes the point.</param>
    public Dictionary<string, string> Environment(int segmentBytes, RollNaming naming)
    {
        Dictionary<string, string> environment = Changes ? FrequentChanges(segmentBytes, Renames ? RollNaming.TimedRotating : naming) : [];
        if (Idle)
        {
            environment[RollSetting(nameof(RollOptions.When))] = nameof(RollWhen.S);
            environment[RollSetting(nameof(RollOptions.Naming))] = naming.ToString();
        }

        if (Compresses || Deletes)
        {
            CompressionFormat format = naming == RollNaming.Dated ? CompressionFormat.Zstd : CompressionFormat.Gzip;
            environment = environment.Union(Keeping(format, BackupCount)).ToDictionary();
        }

        return environment;
    }

    private static string RollSetting(string name) => FileSetting($"Roll__{name}");

    private static string FileSetting(string name) => $"LogActors__Files__{ClientArguments.LogFile}__{name}";

    /// <summary>The plan that makes a silo die or stop at a pass of this point.</summary>
    public static (string Name, string Value) Plan(string point, int pass, string signal) => ("LOGACTORS_FAULT_POINT", FormattableString.Invariant($"{point}:{pass}:{signal}"));
}
