namespace LogActors;

/// <summary>What the ledger says of a batch.</summary>
internal enum Admission
{
    /// <summary>It continues where its producer ended; some of its first records may be in the file already.</summary>
    Append,

    /// <summary>All of it is in the file already.</summary>
    Duplicate,

    /// <summary>Records before it are missing.</summary>
    OutOfOrder,

    /// <summary>It is of an epoch that its producer has left.</summary>
    Fenced,
}
