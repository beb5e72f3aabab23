namespace LogActors;

/// <summary>The answer to a request to close the present segment.</summary>
/// <remarks>Immutable.</remarks>
[GenerateSerializer, Immutable, Alias("logactors.RollReceipt")]
public readonly record struct RollReceipt
{
    /// <summary>The file name of the segment that was closed last: by this request, or before it if there was nothing in the present one. <see langword="null"/> if there is none, or
    /// if nothing could be closed.</summary>
    [Id(0)]
    public string? Closed { get; init; }

    /// <summary>A sentence for a person if nothing could be closed: the present segment goes on, and the request can be made again. Otherwise <see langword="null"/>.</summary>
    [Id(1)]
    public string? Error { get; init; }
}
