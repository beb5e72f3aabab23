using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LogActors;

/// <summary>The ports that Orleans listens on. Immutable.</summary>
internal sealed record SiloPorts(int Silo, int Gateway)
{
    private const string Section = "Orleans:Endpoints";

    /// <summary>The configured ports, or Orleans' usual ones.</summary>
    /// <exception cref="FormatException">A port is not a number from 1 to 65535, or both are the same.</exception>
    public static SiloPorts From(IConfiguration configuration)
    {
        SiloPorts ports = new(Port(configuration, "SiloPort", 11111), Port(configuration, "GatewayPort", 30000));
        return ports.Silo != ports.Gateway
            ? ports
            : throw new FormatException($"{Section}:GatewayPort is '{ports.Gateway.ToString(CultureInfo.InvariantCulture)}' and so is {Section}:SiloPort; each needs a port of its own.");
    }

    /// <summary>Two ports that nobody listens on at this moment.</summary>
    public static SiloPorts Free()
    {
        using TcpListener silo = Listen(0);
        using TcpListener gateway = Listen(0);
        return new SiloPorts(((IPEndPoint)silo.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    /// <summary>Makes sure that nobody listens on the ports: Orleans would share them on Linux without an error, and half of the calls would go elsewhere.</summary>
    /// <exception cref="PortTakenException">Somebody does.</exception>
    public void ThrowIfTaken()
    {
        foreach ((string name, int port) in new[] { ("SiloPort", Silo), ("GatewayPort", Gateway) })
        {
            try
            {
                Listen(port).Dispose();
            }
            catch (SocketException exception)
            {
                throw new PortTakenException($"Port {port.ToString(CultureInfo.InvariantCulture)} ({Section}:{name}) cannot be listened on: {exception.Message}. Another program, perhaps another silo, has it; choose another.", exception);
            }
        }
    }

    private static TcpListener Listen(int port)
    {
        TcpListener listener = new(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static int Port(IConfiguration configuration, string name, int otherwise)
    {
        string? value = configuration[$"{Section}:{name}"];
        return value is null ? otherwise
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and < 65536 ? port
            : throw new FormatException($"{Section}:{name} is '{value}'; it must be a port from 1 to 65535.");
    }
}
