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
        ThrowIfTaken($"{Section}:SiloPort", IPAddress.Loopback, Silo);
        ThrowIfTaken($"{Section}:GatewayPort", IPAddress.Loopback, Gateway);
    }

    /// <summary>Makes sure that nobody listens where HTTP is about to: the server itself would log the same mistake with its stack three times before it ends.</summary>
    /// <param name="addresses">The configuration's keys and URLs. Those of a port of the system's choice, or of none, are left out.</param>
    /// <exception cref="PortTakenException">Somebody does.</exception>
    /// <exception cref="FormatException">A URL is wrong.</exception>
    public static void ThrowIfTaken(IEnumerable<(string Key, string Url)> addresses)
    {
        foreach ((string key, string url) in addresses)
        {
            BindingAddress address = BindingAddress.Parse(url);
            if (!address.IsUnixPipe && !address.IsNamedPipe && address.Port > 0)
            {
                IPAddress host = address.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) ? ip : IPAddress.Any;
                ThrowIfTaken(key, host, address.Port);
            }
        }
    }

    private static void ThrowIfTaken(string key, IPAddress host, int port)
    {
        try
        {
            Listen(port, host).Dispose();
        }
        catch (SocketException exception)
        {
            throw new PortTakenException($"Port {port.ToString(CultureInfo.InvariantCulture)} ({key}) cannot be listened on: {exception.Message}. Another program, perhaps another silo, has it; choose another.", exception);
        }
    }

    private static TcpListener Listen(int port, IPAddress? host = null)
    {
        TcpListener listener = new(host ?? IPAddress.Loopback, port);
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
