using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>Lets Orleans listen through the sockets of ASP.NET Core, which stop reading from a connection whose bytes are not taken.</summary>
/// <remarks>
/// Orleans refuses a frame beyond its limits as soon as it sees the frame's lengths; but its own sockets go on reading without a bound until then, into memory that is
/// never given back. Eight connections with frames of 110 MiB made the silo grow by 300 MiB.
/// </remarks>
internal static class BoundedTransport
{
    /// <summary>Bytes that are read ahead from each connection. A frame that is longer is read as the silo takes it, up to Orleans' own limits.</summary>
    private const int MaxReadAheadBytes = 256 * 1024;

    private const int Probes = 10;
    private static readonly TimeSpan IdleBeforeProbes = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    public static void Use(ISiloBuilder silo)
    {
        // Orleans finds them by keys of its own, which nobody else has.
        object[] keys = [.. silo.Services.Where(service => service.IsKeyedService && service.ServiceType == typeof(IConnectionListenerFactory)).Select(service => service.ServiceKey!)];
        foreach (object key in keys)
        {
            silo.Services.AddKeyedSingleton<IConnectionListenerFactory>(key, (services, _) => Create(services));
        }
    }

    private static SocketTransportFactory Create(IServiceProvider services)
    {
        SocketTransportOptions options = new()
        {
            MaxReadBufferSize = MaxReadAheadBytes,
            WaitForDataBeforeAllocatingBuffer = false,          // or each block of 4 KiB takes two system calls; an idle connection holds a block instead
            CreateBoundListenSocket = Bind,
        };
        return new SocketTransportFactory(Options.Create(options), services.GetRequiredService<ILoggerFactory>());
    }

    // What is accepted inherits it: an application whose machine is gone is noticed some time.
    private static Socket Bind(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)IdleBeforeProbes.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)BetweenProbes.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        return socket;
    }
}
