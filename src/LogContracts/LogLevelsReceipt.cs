namespace LogActors;

/// <summary>The answer to the question for the levels of log files.</summary>
/// <remarks>Immutable.</remarks>
[GenerateSerializer, Immutable, Alias("logactors.LogLevelsReceipt")]
public sealed class LogLevelsReceipt
{
    /// <summary>How many log files one answer has at most: 1,024.</summary>
    public const int MaxLogFiles = 1024;

    /// <summary>One entry for each of the first names that were asked for, in their order, and at least one if there were any; <see langword="null"/> where the settings ask for no level.</summary>
    [Id(0)]
    public required LogFileLevels?[] LogFiles { get; init; }
}
