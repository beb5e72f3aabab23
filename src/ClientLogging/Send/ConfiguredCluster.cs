using System.Collections.Concurrent;
using System.Net;

namespace LogActors;

/// <summary>A cluster whose gateways the configuration names; host names are looked up each time.</summary>
/// <remarks>A name that cannot be looked up for a moment keeps the addresses it had last. Thread-safe.</remarks>
/// <param name="address">What the configuration says.</param>
/// <param name="lookUp">Looks up a host name; the system's resolver if it is <see langword="null"/>.</param>
internal sealed class ConfiguredCluster(ClusterAddress address, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null) : IClusterLocation
{
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _lookUp = lookUp ?? Dns.GetHostAddressesAsync;
    private readonly ConcurrentDictionary<string, IPAddress[]> _known = new(StringComparer.OrdinalIgnoreCase);

    public string ClusterId => address.ClusterId;

    public string ServiceId => address.ServiceId;

    public bool IsRunning => true;

    public string Description => $"cluster '{address.ClusterId}' at {string.Join(", ", address.Gateways)}";

    public void AllowStart()
    {
        // Its silos are not ours to start.
    }

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
                found.AddRange((await AddressesOfAsync(host, cancellationToken).ConfigureAwait(false)).Select(ip => new IPEndPoint(ip, port)));
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

    private async Task<IPAddress[]> AddressesOfAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            IPAddress[] addresses = await _lookUp(host, cancellationToken).ConfigureAwait(false);
            return addresses.Length > 0 ? _known[host] = addresses : _known.GetValueOrDefault(host, []);
        }
        catch (System.Net.Sockets.SocketException) when (_known.TryGetValue(host, out IPAddress[]? known))
        {
            return known;
        }
    }
}
