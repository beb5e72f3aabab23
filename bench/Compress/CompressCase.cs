namespace LogActors.Bench;

/// <summary>One way to compress a segment.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Format">Ours; <see cref="CompressionFormat.None"/> for the program <c>zstd</c>, as it comes.</param>
/// <param name="Level">Its level.</param>
internal sealed record CompressCase(string Name, CompressionFormat Format, int Level)
{
    public const string Program = "zstd";

    public static IReadOnlyList<CompressCase> All { get; } =
    [
        new("zstd-1", CompressionFormat.Zstd, 1),
        new("zstd-3", CompressionFormat.Zstd, 3),
        new("zstd-9", CompressionFormat.Zstd, 9),
        new("gzip-6", CompressionFormat.Gzip, 6),
        new("zstd -3", CompressionFormat.None, 3),
    ];
}
