using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace LogActors;

/// <summary>Configures Orleans: as the section <c>Orleans</c> says, or as one silo on this machine if it says nothing of clustering.</summary>
internal static class OrleansSetup
{
    private const string DefaultId = "logactors";

    public static void Apply(ISiloBuilder silo, IConfiguration configuration, SiloPorts ports, LogRoot root, LogFileSettings settings, int maxOpenFiles)
    {
        string clusterId = configuration["Orleans:ClusterId"] ?? DefaultId;
        string serviceId = configuration["Orleans:ServiceId"] ?? DefaultId;
        if (configuration.GetSection("Orleans:Clustering").Exists())
        {
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, serviceId));
        }
        else
        {
            silo.UseLocalhostClustering(ports.Silo, ports.Gateway, serviceId: serviceId, clusterId: clusterId);
        }

        BoundedTransport.Use(silo);
        silo.AddLogFiles(root, settings, maxOpenFiles);
        silo.Services.AddOptions<SiloConnectionOptions>().Configure<GatewayConnections>((options, connections) =>
            options.ConfigureGatewayInboundConnection(connection => connection.Use(connections.Count)));
    }
}
