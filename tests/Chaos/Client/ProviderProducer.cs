using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Chaos;

/// <summary>A producer that logs through the real provider, as an application does that waits rather than drops.</summary>
internal static class ProviderProducer
{
    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);     // what gathers in it fills several batches of such a buffer: the sender has two of them in flight

    /// <summary>Logs records until stopped, and then delivers what is buffered.</summary>
    public static async Task RunAsync(ClientArguments arguments, string tag, AckWatch watch, CancellationToken stop, CancellationToken abandon)
    {
        using HistoryWriter history = new(arguments.HistoryFolder, tag);
        using IHost host = Build(arguments, history, watch);
        await host.StartAsync(CancellationToken.None);
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(ChaosRecord.Category);
        RateMeter meter = new(arguments.Rate);
        long next = 0;
        while (!stop.IsCancellationRequested && !abandon.IsCancellationRequested)
        {
            for (long due = meter.Due(next); next < due; next++)
            {
                logger.Log(arguments.Errors && ChaosRecord.IsError(next) ? LogLevel.Error : LogLevel.Information, default, ChaosRecord.Text(tag, next), null, static (text, _) => text);
            }

            await Task.Delay(Beat, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ILogDelivery delivery = host.Services.GetRequiredService<ILogDelivery>();
        await delivery.FlushAsync(cancellationToken: abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!abandon.IsCancellationRequested)
        {
            DeliveryCounts counts = delivery.Counts;
            AckWatch.Say(counts.Written == next && counts.Dropped == 0
                ? $"drained {tag}"
                : $"problem {tag} logged {next} records, of which the provider says it has written {counts.Written} and dropped {counts.Dropped}");
            await host.StopAsync(CancellationToken.None);
        }
    }

    private static IHost Build(ClientArguments arguments, HistoryWriter history, AckWatch watch)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "chaos" });
        builder.Logging.AddFilter("Microsoft", LogLevel.None);
        builder.Logging.AddLogActors(options =>
        {
            options.File = ClientArguments.LogFile;
            options.WhenFull = WhenFull.Wait;
            options.MaxWait = TimeSpan.FromMinutes(1);
            options.BufferCapacityBytes = BufferBytes;
            options.MaxRecordBytes = BufferBytes / 4;
            options.ShutdownTimeout = TimeSpan.FromSeconds(1);
            options.Cluster.Gateways.Add(arguments.Gateway);
        });
        builder.Services.Replace(ServiceDescriptor.Singleton(provider => new LogDelivery(
            provider.GetRequiredService<IOptions<LogActorsOptions>>().Value,
            LogFileName.Parse(ClientArguments.LogFile),
            new WatchedCluster(arguments.Open(), history, watch),
            TimeProvider.System)));
        return builder.Build();
    }
}
