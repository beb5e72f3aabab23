using System.Net;
using System.Net.Sockets;

namespace LogActors.Tests;

public sealed class GatewayListTests
{
    private static readonly IPAddress First = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Second = IPAddress.Parse("10.0.0.2");

    private readonly Dictionary<string, IPAddress[]> _names = [];

    [Fact]
    public async Task FindGateways_NameThatIsNotKnownForAMoment_KeepsItsLastAddresses()
    {
        await using ConfiguredCluster cluster = Cluster("a:1", "b:2");
        _names["a"] = [First];
        _names["b"] = [Second];
        await cluster.FindGatewaysAsync(default);
        _names.Remove("a");

        IReadOnlyList<IPEndPoint> found = await cluster.FindGatewaysAsync(default);

        Assert.Equal([new IPEndPoint(First, 1), new IPEndPoint(Second, 2)], found);
    }

    [Fact]
    public async Task FindGateways_NameThatMoves_HasItsNewAddressesOnly()
    {
        await using ConfiguredCluster cluster = Cluster("a:1");
        _names["a"] = [First];
        await cluster.FindGatewaysAsync(default);
        _names["a"] = [Second];

        IReadOnlyList<IPEndPoint> found = await cluster.FindGatewaysAsync(default);

        Assert.Equal([new IPEndPoint(Second, 1)], found);
    }

    [Fact]
    public async Task FindGateways_NameThatWasNeverKnown_IsLeftOut()
    {
        await using ConfiguredCluster cluster = Cluster("a:1", "b:2");
        _names["b"] = [Second];

        IReadOnlyList<IPEndPoint> found = await cluster.FindGatewaysAsync(default);

        Assert.Equal([new IPEndPoint(Second, 2)], found);
    }

    [Fact]
    public async Task GetGateways_NoneFoundForAMoment_KeepsTheLastOnes()
    {
        await using ChangingPlace place = new();
        GatewayList list = new(place, default);
        place.Gateways = [new IPEndPoint(First, 1)];
        IList<Uri> before = await list.GetGateways();
        place.Gateways = [];

        IList<Uri> after = await list.GetGateways();

        Assert.Single(before);
        Assert.Equal(before, after);
    }

    private ConfiguredCluster Cluster(params string[] gateways) => new(
        new ClusterAddress(gateways, "c", "s"),
        (host, _) => _names.TryGetValue(host, out IPAddress[]? addresses) ? Task.FromResult(addresses) : throw new SocketException((int)SocketError.TryAgain));

    private sealed class ChangingPlace : IClusterLocation
    {
        public IReadOnlyList<IPEndPoint> Gateways { get; set; } = [];

        public string ClusterId => "c";

        public string ServiceId => "s";

        public bool IsRunning => true;

        public string Description => "a place that changes";

        public void AllowStart()
        {
        }

        public Task<IReadOnlyList<IPEndPoint>> FindGatewaysAsync(CancellationToken cancellationToken) => Task.FromResult(Gateways);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
