namespace LogActors;

/// <summary>Why a record was dropped.</summary>
public enum DropReason
{
    /// <summary>The buffer was full, and stayed full for <see cref="LogActorsOptions.MaxWait"/> where the caller waits.</summary>
    BufferFull,

    /// <summary>It could not be delivered within <see cref="LogActorsOptions.ShutdownTimeout"/>. If it was under way at that moment, it may be in the log file all the same.</summary>
    ShutdownTimeout,

    /// <summary>It was logged after the provider had been closed.</summary>
    Closed,

    /// <summary>The silo refused it; standard error says why.</summary>
    Refused,

    /// <summary>It was logged from within the rendering of another record, again and again.</summary>
    Reentrant,

    /// <summary>It could not be encoded: a fault of the provider's, which its event source reports.</summary>
    EncodingFailed,
}
