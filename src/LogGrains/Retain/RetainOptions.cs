namespace LogActors;

/// <summary>How long a log file keeps its closed segments, and in which form. The current segment is always kept, and so is every file that the log file has not made itself.</summary>
public sealed class RetainOptions
{
    /// <summary>Closed segments that are kept; beyond it the oldest is deleted. Default 0: no limit.</summary>
    public int BackupCount { get; set; }

    /// <summary>How long a segment is kept after it was closed, above 0. Default none: for ever.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>Bytes of all segments of the log file, the current one included and compressed ones as they are on the disk; beyond it the oldest closed one is deleted.
    /// Default 0: no limit. The current segment alone may be longer.</summary>
    public long MaxTotalBytes { get; set; }

    /// <summary>How closed segments are compressed. Default <see cref="CompressionFormat.None"/>.</summary>
    public CompressionFormat Compress { get; set; }

    /// <summary>How much time compression takes for how few bytes, from 1 to 9. Default none: 3 for <see cref="CompressionFormat.Zstd"/>, 6 for <see cref="CompressionFormat.Gzip"/>.
    /// Without effect where nothing is compressed.</summary>
    public int? CompressLevel { get; set; }

    /// <summary>How long a segment is left as it is after it was closed, for readers that are still at it. Default 0: not at all.</summary>
    public TimeSpan CompressAfter { get; set; }

    /// <summary>The level that is in force.</summary>
    internal int EffectiveLevel => CompressLevel ?? CompressionLevels.Default(Compress);

    internal RetainOptions Copy() => (RetainOptions)MemberwiseClone();
}
