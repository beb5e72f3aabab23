using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>The real connection, with nobody at the other end.</summary>
[Collection(nameof(StandardErrorCapture))]
public sealed class UnreachableSiloTests
{
    [Fact]
    public async Task Host_StoppedAndDisposedWithoutAwaiting_EndsAfterTheShutdownTimeout()
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "nobody-there" });
        builder.Logging.ClearProviders();
        builder.Logging.AddLogActors(options =>
        {
            options.LocalSilo.Enabled = false;
            options.Cluster.Gateways.Add("127.0.0.1:1");
            options.ShutdownTimeout = TimeSpan.FromMilliseconds(50);
        });

        Task life = Task.Run(async () =>
        {
            using IHost host = builder.Build();
            await host.StartAsync();
            await host.StopAsync();
        });

        await life.WaitAsync(TimeSpan.FromMinutes(1));          // the application goes on outside the cancellation of the senders, or this never ends
    }
}
