namespace LogActors;

/// <summary>Whether, and how, a closed segment is compressed.</summary>
public enum CompressionFormat
{
    /// <summary>Not at all: it stays a plain text file.</summary>
    None,

    /// <summary>Zstandard, by the name <c>orders-20261123.log.zst</c>; <c>zstd -dc</c> gives the text.</summary>
    Zstd,

    /// <summary>Gzip, by the name <c>orders-20261123.log.gz</c>; <c>gzip -dc</c> gives the text.</summary>
    Gzip,
}
