namespace LogActors;

/// <summary>What an acknowledged record survives.</summary>
[GenerateSerializer, Alias("logactors.AckLevel")]
public enum AckLevel : byte
{
    /// <summary>The record's bytes are in the operating system's page cache: they survive the death of the silo process, but not a power loss.</summary>
    Written = 0,

    /// <summary>The record's bytes have been flushed to the disk: they survive a power loss.</summary>
    Durable = 1,
}
