using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace LogActors.Tests;

/// <summary>An application's connection to an announced silo, without the logging in front of it.</summary>
internal sealed class LogClient : IAsyncDisposable
{
    private readonly IHost _host;

    private LogClient(IHost host) => _host = host;

    public static async Task<LogClient> ConnectAsync(SiloAnnouncement silo)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, silo.GatewayPort))
            .Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (silo.ClusterId, silo.ServiceId)));
        IHost host = builder.Build();
        await host.StartAsync();
        return new LogClient(host);
    }

    /// <summary>Appends one record.</summary>
    public async Task<AppendReceipt> AppendAsync(string file, Guid producer, long sequence, string message, RecordResource? resource = null) =>
        await _host.Services.GetRequiredService<IClusterClient>().GetGrain<ILogFileGrain>(file).AppendAsync(new RecordBatch(producer, 0, sequence, 1, Payload(message, resource ?? RecordResource.Empty)));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static byte[] Payload(string message, RecordResource resource)
    {
        RecordShape shape = new(1, "Shop.Orders", 0, null, null, []);
        RecordEncoder encoder = new();
        encoder.Begin(shape.Id, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).Ticks, 2, 64 * 1024);
        encoder.Message(message);
        byte[] length = new byte[5];
        int bytes = RecordFormat.WriteVarint(length, (uint)encoder.Written.Length);
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. resource.Definition, .. shape.Definition, .. length[..bytes], .. encoder.Written];
        RecordFormat.Seal(payload);
        return payload;
    }
}
