namespace LogActors;

/// <summary>Who this process is towards every log file: one random id for each start. Immutable.</summary>
internal readonly record struct ProducerIdentity(Guid Id)
{
    public static ProducerIdentity New() => new(Guid.NewGuid());
}
