namespace LogActors;

/// <summary>How the delivery of a provider is at one moment.</summary>
/// <param name="IsConnected">Whether there is a connection to a silo. There may be one without a record so far, for the levels that the silo asks for.</param>
/// <param name="BufferedBytes">Bytes of batches that fill or are under way.</param>
/// <param name="CapacityBytes">Their bound.</param>
/// <param name="OldestAge">How long the oldest batch has been under way; zero if none is.</param>
/// <param name="Reason">Why it has not been delivered so far, or there is no connection; <see langword="null"/> if nothing has failed.</param>
/// <param name="Counts">What has become of the records.</param>
internal readonly record struct DeliveryHealth(bool IsConnected, long BufferedBytes, long CapacityBytes, TimeSpan OldestAge, string? Reason, DeliveryCounts Counts);
