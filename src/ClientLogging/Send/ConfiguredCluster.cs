using System.Net;

namespace LogActors;

/// <summary>A cluster whose gateways the configuration names; host names are looked up each time.</summary>
internal sealed class ConfiguredCluster(ClusterAddress address) : IClusterLocation
{
    public string ClusterId => address.ClusterId;

    public string ServiceId => address.ServiceId;

    public string Description => $"cluster '{address.ClusterId}' at {string.Join(", ", address.Gateways)}";

    public async Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken)
    {
        List<IPEndPoint> found = [];
        InvalidOperationException? unknown = null;
        foreach (string gateway in address.Gateways)
        {
            if (!ClusterAddress.SplitGateway(gateway, out string host, out int port))
            {
                continue;                                       // refused by the options' validator
            }

            try
            {
                IPAddress[] addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
                found.AddRange(addresses.Select(ip => new IPEndPoint(ip, port)));
            }
            catch (System.Net.Sockets.SocketException exception)
            {
                ClientEvents.Log.ConnectFailed(exception);      // the other gateways may answer, and this one later
                unknown = new InvalidOperationException($"The host of gateway '{gateway}' cannot be looked up: {exception.Message}", exception);
            }
        }

        return found.Count > 0 || unknown is null ? found : throw unknown;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
