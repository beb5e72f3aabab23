namespace LogActors.Chaos;

/// <summary>How a silo and its clients are set up for a round. Immutable.</summary>
internal sealed record GroundOptions
{
    /// <summary>What the round is about, for its findings; <see langword="null"/> if the campaign says enough.</summary>
    public string? Label { get; init; }

    /// <summary>The log root; <see langword="null"/> for a folder of the round's own.</summary>
    public string? LogRoot { get; init; }

    /// <summary>What a receipt must promise in order to count.</summary>
    public AckLevel Level { get; init; } = AckLevel.Written;

    /// <summary>Whether some of the records are errors, which a silo acknowledges when they are on the disk.</summary>
    public bool Errors { get; init; }

    /// <summary>How many closed segments the log file keeps; 0 if it deletes none.</summary>
    public int BackupCount { get; init; }

    public int RawClients { get; init; } = 2;

    public int ProviderClients { get; init; } = 2;

    /// <summary>Producers of each raw client; a provider's client has one.</summary>
    public int ProducersPerClient { get; init; } = 2;

    /// <summary>Records a second that each producer of a raw client has to send. By default more than it can: a call is then nearly always under way when a fault comes.</summary>
    public int RawRate { get; init; } = 12_000;

    /// <summary>Records a second that each producer of a provider's client logs.</summary>
    public int ProviderRate { get; init; } = 3000;

    /// <summary>Whether the writer runs in a plain host, which is there sooner than a silo, for faults that Orleans has no part in.</summary>
    public bool Plain { get; init; }

    /// <summary>What the silo gets in its environment in addition.</summary>
    public IReadOnlyDictionary<string, string> Silo { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands in front of the silo's command, such as <c>ip netns exec name</c>.</summary>
    public IReadOnlyList<string> SiloPrefix { get; init; } = [];

    /// <summary>What stands in front of the clients' commands.</summary>
    public IReadOnlyList<string> ClientPrefix { get; init; } = [];

    /// <summary>The address where the clients find the silo.</summary>
    public string Address { get; init; } = "127.0.0.1";
}
