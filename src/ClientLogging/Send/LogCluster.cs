using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Messaging;

namespace LogActors;

/// <summary>The connection to the silos: an Orleans client of the provider's own, in a container of its own.</summary>
/// <remarks>
/// Nothing of it touches the application's container: that could hold an Orleans client or silo already, would wait for this one at start, and logs. It has no loggers
/// and reads no configuration. Thread-safe.
/// </remarks>
internal sealed class LogCluster(IClusterLocation location, TimeProvider time) : ILogCluster
{
    private const int MaxBodyBytes = 2 * 1024 * 1024;
    private const int MaxHeaderBytes = 64 * 1024;
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan NoticeAfter = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<IClusterClient> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly ConnectProblem _problem = new();
    private Task? _connecting;
    private ServiceProvider? _container;

    public string? ConnectFailure => _problem.Reason;

    public void Start()
    {
        lock (_gate)
        {
            if (_connecting is null)
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _connecting = Task.Run(ConnectAsync);
                }
            }
        }
    }

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        IClusterClient client = await _connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await client.GetGrain<ILogFileGrain>(file.Value).AppendAsync(batch).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken)
    {
        IClusterClient client = await _connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await client.GetGrain<ILogFileGrain>(file.Value).SyncAsync(producer, epoch, sequence).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_connecting is { } connecting)
        {
            await connecting.ConfigureAwait(false);
        }

        if (_container is { } container)
        {
            await StopAsync(container).ConfigureAwait(false);
        }

        await location.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    // A client whose start failed cannot be started again, so each attempt that ends in an exception gets a new one. The retry filter keeps an attempt from
    // ending for want of a silo; what ends it is a mistake, such as another cluster's id, which may be mended on the other side.
    private async Task ConnectAsync()
    {
        long started = time.GetTimestamp();
        bool told = false;
        while (!_stopping.IsCancellationRequested)
        {
            ServiceProvider container = Build(exception => told = Tell(told, started, exception));
            _container = container;
            try
            {
                foreach (IHostedService service in container.GetServices<IHostedService>())
                {
                    await service.StartAsync(_stopping.Token).ConfigureAwait(false);
                }

                _problem.Clear();
                _connected.TrySetResult(container.GetRequiredService<IClusterClient>());
                if (told)
                {
                    StandardError.Write($"The silo of {location.Description} answers. The buffered records are delivered.");
                }

                return;
            }
            catch (Exception exception)
            {
                _container = null;
                await StopAsync(container).ConfigureAwait(false);
                if (!_stopping.IsCancellationRequested)
                {
                    told = Tell(told, started, exception);
                    await Task.Delay(TimeSpan.FromSeconds(1), time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private bool Tell(bool told, long started, Exception exception)
    {
        ClientEvents.Log.ConnectFailed(exception);
        _problem.Note(exception);
        if (told || time.GetElapsedTime(started) < NoticeAfter)
        {
            return told;
        }

        StandardError.Write($"The silo of {location.Description} does not answer yet ({_problem.Reason}). Records are buffered, and will be delivered when it does.");
        return true;
    }

    private ServiceProvider Build(Action<Exception> failed)
    {
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(NullLogger<>)));
        services.AddOrleansClient(new ConfigurationBuilder().Build(), client =>
        {
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = location.ClusterId;
                options.ServiceId = location.ServiceId;
            });
            client.Configure<ClientMessagingOptions>(options =>
            {
                options.MaxMessageBodySize = MaxBodyBytes;
                options.MaxMessageHeaderSize = MaxHeaderBytes;
            });
            client.Configure<ConnectionOptions>(options => options.ConnectionRetryDelay = ReconnectAfter);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.UseConnectionRetryFilter(async (exception, cancellationToken) =>
            {
                failed(exception);
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, cancellationToken).ConfigureAwait(false);
                return !_stopping.IsCancellationRequested;
            });
            client.Services.AddSingleton<IGatewayListProvider>(new GatewayList(location, _stopping.Token));
        });
        return services.BuildServiceProvider();
    }

    private static async Task StopAsync(ServiceProvider container)
    {
        try
        {
            // Without a grace period: everything that had to be sent has been, or was given up.
            using CancellationTokenSource atOnce = new(TimeSpan.FromSeconds(2));
            foreach (IHostedService service in container.GetServices<IHostedService>().Reverse())
            {
                await service.StopAsync(atOnce.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ConnectFailed(exception);
        }

        try
        {
            await container.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ConnectFailed(exception);
        }
    }
}
