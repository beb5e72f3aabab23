namespace LogActors;

/// <summary>What the ledger says of a batch.</summary>
internal enum Admission
{
    /// <summary>It continues where its producer ended; some of its first records may be in the file already.</summary>
    Append,

    /// <summary>Its producer has not been heard of, and yet it is not its first batch. It is appended, with a line that says so.</summary>
    Unknown,

    /// <summary>Its producer starts over, because it was refused something or told that something is missing. It is appended, with a line that says so.</summary>
    NewEpoch,

    /// <summary>All of it is in the file already.</summary>
    Duplicate,

    /// <summary>Records before it are missing.</summary>
    OutOfOrder,

    /// <summary>It is of an epoch that its producer has left.</summary>
    Fenced,
}
