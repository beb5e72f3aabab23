namespace LogActors;

/// <summary>What became of a batch. Outcomes that belong to the protocol are values, never exceptions.</summary>
[GenerateSerializer, Alias("logactors.AppendOutcome")]
public enum AppendOutcome : byte
{
    /// <summary>Every record of the batch is in the log file, now or from an earlier attempt.</summary>
    Appended = 0,

    /// <summary>Too many bytes are waiting for this log file. Nothing was written; send the same sequences again after <see cref="AppendReceipt.RetryAfter"/>.</summary>
    Busy = 1,

    /// <summary>The disk or a quota is full. Nothing of the batch was kept; send the same sequences again after <see cref="AppendReceipt.RetryAfter"/>.</summary>
    DiskFull = 2,

    /// <summary>The file could not be opened or written. Nothing of the batch was kept; send the same sequences again after <see cref="AppendReceipt.RetryAfter"/>.</summary>
    Faulted = 3,

    /// <summary>The silo is stopping. Nothing was written; send the same sequences again, to whoever answers next.</summary>
    ShuttingDown = 4,

    /// <summary>The batch does not continue where the producer's last one ended: the silo expects <see cref="AppendReceipt.LastSequence"/> + 1. Nothing was written.</summary>
    OutOfOrder = 5,

    /// <summary>The batch carries an older epoch than the producer's last one. Nothing was written.</summary>
    Fenced = 6,

    /// <summary>The batch is damaged, too large, or for a name that is not valid; <see cref="AppendReceipt.Detail"/> says which. It will be refused again however often it is sent.</summary>
    Refused = 7,
}
