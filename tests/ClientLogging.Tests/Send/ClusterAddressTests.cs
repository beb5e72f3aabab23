namespace LogActors.Tests;

public sealed class ClusterAddressTests
{
    [Theory]
    [InlineData("Gateways=a:1", "a:1", "logactors", "logactors")]
    [InlineData("Gateways=a:1,b:2;ClusterId=c;ServiceId=s", "a:1|b:2", "c", "s")]
    [InlineData(" gateways = a:1 , b:2 ; CLUSTERID = c ;", "a:1|b:2", "c", "logactors")]
    [InlineData("Gateways=[::1]:30000", "[::1]:30000", "logactors", "logactors")]
    public void TryParse_ConnectionString_IsUnderstood(string text, string gateways, string clusterId, string serviceId)
    {
        bool parsed = ClusterAddress.TryParse(text, out ClusterAddress? address, out string? error);

        Assert.True(parsed, error);
        Assert.Equal(gateways.Split('|'), address!.Gateways);
        Assert.Equal((clusterId, serviceId), (address.ClusterId, address.ServiceId));
    }

    [Theory]
    [InlineData("", "'' names no gateway; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("ClusterId=c", "'ClusterId=c' names no gateway; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("Gateways=", "'Gateways=' names no gateway; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("Gateways=a:1;ClusterId=", "'ClusterId=' is not understood; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("Gateways=a:1;Password=p", "'Password=p' is not understood; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("a:1", "'a:1' is not understood; it must be Gateways=host:port,…;ClusterId=…;ServiceId=….")]
    [InlineData("Gateways=a", "'a' is not a gateway; it must be host:port with a port from 1 to 65535.")]
    [InlineData("Gateways=a:0", "'a:0' is not a gateway; it must be host:port with a port from 1 to 65535.")]
    [InlineData("Gateways=:1", "':1' is not a gateway; it must be host:port with a port from 1 to 65535.")]
    [InlineData("Gateways=a:+1", "'a:+1' is not a gateway; it must be host:port with a port from 1 to 65535.")]
    public void TryParse_NotAConnectionString_SaysWhy(string text, string expected)
    {
        bool parsed = ClusterAddress.TryParse(text, out _, out string? error);

        Assert.False(parsed);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void From_ConnectionStringOfTheApplication_IsUsed()
    {
        LogActorsOptions options = new();
        options.Cluster.ClusterId = "mine";

        ClusterAddress address = ClusterAddress.From(options, name => name == "logactors" ? "Gateways=a:1" : null)!;

        Assert.Equal(["a:1"], address.Gateways);
        Assert.Equal("mine", address.ClusterId);
    }

    [Fact]
    public void From_ConnectionName_ChoosesTheConnectionString()
    {
        LogActorsOptions options = new();
        options.Cluster.ConnectionName = "logs";

        ClusterAddress address = ClusterAddress.From(options, name => name == "logs" ? "Gateways=a:1" : null)!;

        Assert.Equal(["a:1"], address.Gateways);
    }

    [Fact]
    public void From_ConnectionStringInTheOptions_WinsOverTheApplications()
    {
        LogActorsOptions options = new();
        options.Cluster.ConnectionString = "Gateways=b:2";

        ClusterAddress address = ClusterAddress.From(options, _ => "Gateways=a:1")!;

        Assert.Equal(["b:2"], address.Gateways);
    }

    [Fact]
    public void From_GatewaysOnly_AreUsed()
    {
        LogActorsOptions options = new();
        options.Cluster.Gateways.Add("a:1");

        ClusterAddress address = ClusterAddress.From(options, _ => null)!;

        Assert.Equal(["a:1"], address.Gateways);
    }

    [Fact]
    public void From_NothingConfigured_MeansALocalSilo()
    {
        Assert.Null(ClusterAddress.From(new LogActorsOptions(), _ => null));
    }

    [Fact]
    public void From_NothingConfiguredAndNoLocalSilo_ExpectsOneAtTheDefaultGateway()
    {
        LogActorsOptions options = new();
        options.LocalSilo.Enabled = false;

        ClusterAddress address = ClusterAddress.From(options, _ => null)!;

        Assert.Equal(["127.0.0.1:30000"], address.Gateways);
    }
}
