namespace LogActors;

/// <summary>The levels that a silo's settings ask of one log file.</summary>
/// <remarks>Immutable. Log files that share their settings share the object, which travels once.</remarks>
[GenerateSerializer, Immutable, Alias("logactors.LogFileLevels")]
public sealed class LogFileLevels
{
    /// <summary>How many <see cref="Categories"/> a log file has at most: 100.</summary>
    public const int MaxCategories = 100;

    /// <summary>The level of each category prefix, in no order. Empty if nothing is asked for.</summary>
    [Id(0)]
    public required CategoryLevel[] Categories { get; init; }

    /// <summary>How long they still count; <see langword="null"/> for ever. A duration, since the clocks of two machines differ.</summary>
    [Id(1)]
    public TimeSpan? Left { get; init; }

    /// <summary>What is wrong with the log file's name, as a sentence for a person; otherwise <see langword="null"/>.</summary>
    [Id(2)]
    public string? Error { get; init; }
}
