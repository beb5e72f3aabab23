using System.Net;
using System.Net.Sockets;

namespace LogActors.Tests;

/// <summary>Ports that nobody listens on at the moment of asking.</summary>
internal static class FreePort
{
    public static int[] Take(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        Array.ForEach(listeners, listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }
}
