namespace LogActors;

/// <summary>The one place that knows which class does which format.</summary>
internal static class FrameCodecs
{
    /// <exception cref="ArgumentOutOfRangeException">The format has no such level, or is none.</exception>
    public static IFrameEncoder CreateEncoder(CompressionFormat format, int level)
    {
        CompressionLevels.ThrowIfOutside(format, level);
        return format == CompressionFormat.Zstd ? new ZstdFrameEncoder(level) : new GzipFrameEncoder(level);
    }

    /// <exception cref="ArgumentOutOfRangeException">The format is none.</exception>
    public static IFrameDecoder CreateDecoder(CompressionFormat format) => format switch
    {
        CompressionFormat.Zstd => new ZstdFrameDecoder(),
        CompressionFormat.Gzip => new GzipFrameDecoder(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "This is no format to decompress from."),
    };
}
