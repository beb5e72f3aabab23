namespace LogActors;

/// <summary>What has become of the application's records: <c>Accepted = Written + Dropped + Waiting</c>.</summary>
/// <param name="Accepted">Records that passed the application's filters and reached the provider.</param>
/// <param name="Written">Records that a silo has acknowledged as written.</param>
/// <param name="Dropped">Records that were dropped, for whatever reason.</param>
public readonly record struct DeliveryCounts(long Accepted, long Written, long Dropped)
{
    /// <summary>Records that are buffered or under way.</summary>
    public long Waiting => Accepted - Written - Dropped;
}
