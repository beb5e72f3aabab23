namespace LogActors;

/// <summary>How closed segments are compressed.</summary>
public enum CompressionFormat
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As Zstandard, <c>.zst</c>.</summary>
    Zstd,

    /// <summary>As gzip, <c>.gz</c>.</summary>
    Gzip,
}
