namespace LogActors;

/// <summary>The lowest level of the categories that begin with a prefix.</summary>
/// <remarks>Immutable.</remarks>
[GenerateSerializer, Immutable, Alias("logactors.CategoryLevel")]
public readonly record struct CategoryLevel
{
    /// <summary>The longest prefix, in characters: 512.</summary>
    public const int MaxPrefixLength = 512;

    /// <summary>What the categories begin with, in any case; the longest prefix wins. <see langword="null"/> for every category.</summary>
    [Id(0)]
    public string? Prefix { get; init; }

    /// <summary>The number of a <c>Microsoft.Extensions.Logging.LogLevel</c>: 0, <c>Trace</c>, to 6, <c>None</c>. A caller takes no notice of others.</summary>
    [Id(1)]
    public required int Level { get; init; }
}
