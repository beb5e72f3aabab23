using System.Net;
using Orleans.Messaging;
using Orleans.Runtime;

namespace LogActors;

/// <summary>Gives Orleans the gateways of a cluster's location, refreshed every few seconds, so that a silo that comes back elsewhere is found.</summary>
/// <remarks>Orleans closes the connection to a gateway that is no longer listed, so where none can be found those known last stay listed.</remarks>
internal sealed class GatewayList(IClusterLocation location, CancellationToken stopping) : IGatewayListProvider
{
    private volatile IReadOnlyList<IPEndPoint> _known = [];

    public TimeSpan MaxStaleness => TimeSpan.FromSeconds(5);

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        IReadOnlyList<IPEndPoint> gateways = await location.FindGatewaysAsync(stopping).ConfigureAwait(false);
        _known = gateways.Count > 0 ? gateways : _known;
        return [.. _known.Select(gateway => SiloAddress.New(gateway, 0).ToGatewayUri())];
    }
}
