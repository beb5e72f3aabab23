namespace LogActors;

/// <summary>The answer to an append.</summary>
/// <remarks>Immutable. <see langword="default"/> is not a receipt that a silo sends.</remarks>
[GenerateSerializer, Immutable, Alias("logactors.AppendReceipt")]
public readonly record struct AppendReceipt
{
    /// <summary>What became of the batch.</summary>
    [Id(0)]
    public required AppendOutcome Outcome { get; init; }

    /// <summary>The highest sequence of this producer and epoch that is in the log file; -1 if none is.</summary>
    [Id(1)]
    public long LastSequence { get; init; }

    /// <summary>What the records up to <see cref="LastSequence"/> survive.</summary>
    [Id(2)]
    public AckLevel Level { get; init; }

    /// <summary>Which incarnation of the log file's writer answered: it grows each time the log file is opened for writing. A lower one than seen before comes from a writer that has been replaced.</summary>
    [Id(3)]
    public long WriterEpoch { get; init; }

    /// <summary>The version of the log file's settings; it changes when they do.</summary>
    [Id(4)]
    public long SettingsVersion { get; init; }

    /// <summary>How long to wait before the same sequences are sent again; zero where it does not matter.</summary>
    [Id(5)]
    public TimeSpan RetryAfter { get; init; }

    /// <summary>A sentence for a person, when the outcome is not <see cref="AppendOutcome.Appended"/>; otherwise <see langword="null"/>.</summary>
    [Id(6)]
    public string? Detail { get; init; }
}
