namespace LogActors;

/// <summary>Which levels a format has. All of them are within the memory that <see cref="SegmentCompressor"/> promises.</summary>
internal static class CompressionLevels
{
    /// <summary>The lowest level of each format.</summary>
    public const int Min = 1;

    /// <summary>The highest level; those of zstd above 19 are for windows that a frame of 1 MiB cannot fill.</summary>
    public static int Max(CompressionFormat format) => format == CompressionFormat.Zstd ? 19 : 9;

    /// <summary>The level that the format's own program takes when it is told none.</summary>
    public static int Default(CompressionFormat format) => format == CompressionFormat.Zstd ? 3 : 6;

    /// <exception cref="ArgumentOutOfRangeException">The format has no such level, or is none.</exception>
    public static void ThrowIfOutside(CompressionFormat format, int level)
    {
        if (format is not (CompressionFormat.Zstd or CompressionFormat.Gzip))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "This is no format to compress in.");
        }

        if (level < Min || level > Max(format))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, $"{format} has the levels {Min} to {Max(format)}.");
        }
    }
}
