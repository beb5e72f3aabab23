using System.Net;

namespace LogActors;

/// <summary>A location as long as the cluster there has the ids that it has now; an Orleans client cannot change its own.</summary>
internal sealed class SameCluster(IClusterLocation location, Action another) : IClusterLocation
{
    public string? ClusterId { get; } = location.ClusterId;

    public string? ServiceId { get; } = location.ServiceId;

    public bool IsRunning => location.IsRunning;

    public string Description => location.Description;

    public void AllowStart() => location.AllowStart();

    /// <summary>The gateways; none, and a call of <c>another</c>, once they are another cluster's.</summary>
    public async Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IPEndPoint> gateways = await location.FindGatewaysAsync(cancellationToken).ConfigureAwait(false);
        if (gateways.Count == 0 || (location.ClusterId == ClusterId && location.ServiceId == ServiceId))
        {
            return gateways;
        }

        another();
        return [];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
