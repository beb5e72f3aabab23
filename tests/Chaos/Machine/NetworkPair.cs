using System.Globalization;

namespace LogActors.Chaos;

/// <summary>Two network namespaces with a cable between them, which can be cut in several ways. Disposing it removes them.</summary>
internal sealed class NetworkPair : IAsyncDisposable
{
    public const string SiloAddress = "10.99.0.1";
    private const string ClientAddress = "10.99.0.2";

    private readonly string _silo = string.Create(CultureInfo.InvariantCulture, $"lgs{Environment.ProcessId}");
    private readonly string _clients = string.Create(CultureInfo.InvariantCulture, $"lgc{Environment.ProcessId}");

    /// <summary>What stands in front of a command that runs on the silo's side.</summary>
    public IReadOnlyList<string> SiloPrefix => ["ip", "netns", "exec", _silo];

    /// <summary>What stands in front of a command that runs on the clients' side.</summary>
    public IReadOnlyList<string> ClientPrefix => ["ip", "netns", "exec", _clients];

    public static async Task<NetworkPair> CreateAsync()
    {
        NetworkPair pair = new();
        try
        {
            await IpAsync("netns", "add", pair._silo);
            await IpAsync("netns", "add", pair._clients);
            await IpAsync("link", "add", pair._silo, "type", "veth", "peer", "name", pair._clients);
            await pair.ConnectAsync(pair._silo, SiloAddress);
            await pair.ConnectAsync(pair._clients, ClientAddress);
            await pair.HealAsync();
        }
        catch (CommandException exception)
        {
            await pair.DisposeAsync();
            throw new MachineException(exception.Message);
        }

        return pair;
    }

    /// <summary>Adds rules of iptables on the clients' side, each its words.</summary>
    public async Task CutAsync(params string[] rules)
    {
        foreach (string rule in rules)
        {
            await ChildProcess.RunAsync([.. ClientPrefix, "iptables", "-w", "-A", .. rule.Split(' ')]);
        }
    }

    public Task HealAsync() => ChildProcess.RunAsync([.. ClientPrefix, "iptables", "-w", "-F"]);

    public async ValueTask DisposeAsync()
    {
        foreach (string name in new[] { _silo, _clients })
        {
            if (File.Exists($"/var/run/netns/{name}"))
            {
                await IpAsync("netns", "del", name);            // takes its end of the cable with it, and so the other
            }
        }
    }

    // A device has the name of its namespace.
    private async Task ConnectAsync(string name, string address)
    {
        await IpAsync("link", "set", name, "netns", name);
        await IpAsync("-n", name, "addr", "add", $"{address}/24", "dev", name);
        await IpAsync("-n", name, "link", "set", name, "up");
        await IpAsync("-n", name, "link", "set", "lo", "up");
    }

    private static Task IpAsync(params string[] arguments) => ChildProcess.RunAsync(["ip", .. arguments]);
}
