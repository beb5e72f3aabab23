using System.Net;
using Orleans.Messaging;
using Orleans.Runtime;

namespace LogActors;

/// <summary>Gives Orleans the gateways of a cluster's location, refreshed every few seconds, so that a silo that comes back elsewhere is found.</summary>
internal sealed class GatewayList(IClusterLocation location, CancellationToken stopping) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        IReadOnlyList<IPEndPoint> gateways = await location.FindGatewaysAsync(stopping).ConfigureAwait(false);
        return [.. gateways.Select(gateway => SiloAddress.New(gateway, 0).ToGatewayUri())];
    }
}
