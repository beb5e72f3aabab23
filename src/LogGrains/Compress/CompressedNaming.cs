namespace LogActors;

/// <summary>The file names of compressed segments: the segment's own, and an ending that says the format.</summary>
internal static class CompressedNaming
{
    /// <summary>What the format adds to a segment's file name, with its dot; nothing for <see cref="CompressionFormat.None"/>.</summary>
    public static string Ending(CompressionFormat format) => format switch
    {
        CompressionFormat.Zstd => ".zst",
        CompressionFormat.Gzip => ".gz",
        _ => "",
    };

    /// <summary>The format that a file name says, and the segment's file name without its ending.</summary>
    public static (CompressionFormat Format, string Segment) Parse(string fileName)
    {
        foreach (CompressionFormat format in (ReadOnlySpan<CompressionFormat>)[CompressionFormat.Zstd, CompressionFormat.Gzip])
        {
            if (fileName.EndsWith(Ending(format), StringComparison.Ordinal))
            {
                return (format, fileName[..^Ending(format).Length]);
            }
        }

        return (CompressionFormat.None, fileName);
    }
}
