namespace LogActors;

/// <summary>How an application looks at the delivery of its records, and waits for it. Registered by <c>AddLogActors</c>.</summary>
/// <remarks>Thread-safe.</remarks>
public interface ILogDelivery
{
    /// <summary>Waits until every record logged before the call is in its log file and survives what <paramref name="level"/> says, or has been dropped and counted.</summary>
    /// <param name="level">What the records must survive: <see cref="AckLevel.Written"/>, the default, the silo's death; <see cref="AckLevel.Durable"/> a power loss.</param>
    /// <param name="cancellationToken">Ends the wait; the records stay buffered.</param>
    /// <exception cref="IOException">Records that had been acknowledged as written are gone: the silo's machine lost its power, or somebody deleted the log file's journal.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    Task FlushAsync(AckLevel level = AckLevel.Written, CancellationToken cancellationToken = default);

    /// <summary>What has become of the records so far.</summary>
    DeliveryCounts Counts { get; }

    /// <summary>How many records of a level were dropped for a reason.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="level">The level, <c>Trace</c> to <c>Critical</c>.</param>
    long Dropped(DropReason reason, Microsoft.Extensions.Logging.LogLevel level);
}
