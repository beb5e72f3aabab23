using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>An application that uses Microsoft.Extensions.Telemetry, with the provider in it and a silo that accepts everything.</summary>
internal sealed class TelemetryApp : IDisposable
{
    private readonly IHost _host;

    public TelemetryApp(Action<HostApplicationBuilder> build)
    {
        HostApplicationBuilder builder = HostedApp.Builder(Silo);
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
        build(builder);
        _host = builder.Build();
        Logger = _host.Logger();
    }

    public PromptSilo Silo { get; } = new();

    public ILogger Logger { get; }

    public IServiceProvider Services => _host.Services;

    public DeliveryCounts Counts => _host.Delivery().Counts;

    /// <summary>What has arrived, once everything has.</summary>
    public async Task<IReadOnlyList<SentRecord>> RecordsAsync()
    {
        await _host.Delivery().FlushAsync();
        return Silo.Records;
    }

    /// <summary>Whether a text is anywhere in what was sent, in whatever member of a record.</summary>
    public bool HasSent(string text) => Silo.Batches.Any(batch => batch.Payload.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public void Dispose() => _host.Dispose();
}
