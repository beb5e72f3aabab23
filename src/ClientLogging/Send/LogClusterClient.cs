using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Messaging;

namespace LogActors;

/// <summary>An Orleans client of the provider's own, for the cluster that is at a location now, in a container of its own.</summary>
/// <remarks>
/// Nothing of it touches the application's container: that could hold an Orleans client or silo already, would wait for this one at start, and logs. It has no loggers
/// and reads no configuration. Started once; thread-safe after that.
/// </remarks>
internal sealed class LogClusterClient : IAsyncDisposable
{
    private const int MaxBodyBytes = 2 * 1024 * 1024;
    private const int MaxHeaderBytes = 64 * 1024;
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromMilliseconds(20);   // below every pause of the watch, or its attempt would fail for that reason

    private readonly CancellationTokenSource _ended;
    private readonly ServiceProvider _container;
    private readonly GatewayWatch _gateways;
    private readonly StartWatch _start;
    private readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Func<Task>? _probe;
    private volatile bool _probesLogFile;

    /// <summary>A client for the cluster whose ids <paramref name="location"/> has at this moment.</summary>
    /// <param name="location">Not disposed of here.</param>
    /// <param name="failed">Told of each attempt to connect that failed.</param>
    /// <param name="time">What pauses are measured with.</param>
    /// <param name="stopping">Ends the client.</param>
    public LogClusterClient(IClusterLocation location, Action<Exception> failed, TimeProvider time, CancellationToken stopping)
    {
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Ended = _ended.Token;
        _gateways = new GatewayWatch(time, Ended);
        _start = new StartWatch(_gateways, time);
        _container = Build(new SameCluster(location, _ended.Cancel), failed, time);
    }

    /// <summary>Cancelled when the client is of no use any more: there is another cluster at the location, or it is to stop.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Whether there is a connection at this moment.</summary>
    public bool IsConnected => !Ended.IsCancellationRequested && _gateways.LetsCallsThrough;

    /// <summary>Calls a log file as soon as there is a connection.</summary>
    /// <exception cref="SiloUnavailableException">The connection was lost, or another cluster is there now; whether the call has been carried out is not known.</exception>
    public Task<AppendReceipt> CallAsync(LogFileName file, Func<ILogFileGrain, ValueTask<AppendReceipt>> call, CancellationToken cancellationToken) =>
        CallAsync(client => client.GetGrain<ILogFileGrain>(file.Value), call, static grain => grain.AppendAsync(null!).AsTask(), ofLogFile: true, cancellationToken);

    /// <summary>Asks for the levels of log files as soon as there is a connection.</summary>
    /// <exception cref="SiloUnavailableException">The connection was lost, or another cluster is there now.</exception>
    public Task<LogLevelsReceipt> GetLevelsAsync(string[] logFiles, CancellationToken cancellationToken) =>
        CallAsync(static client => client.GetGrain<ILogLevelsGrain>(0), grain => grain.GetAsync(logFiles), static grain => grain.GetAsync([]).AsTask(), ofLogFile: false, cancellationToken);

    // The probe is a call that is answered at once; with the first one it is known that somebody has something to say. One of a log file is preferred: every silo has the grain, however old.
    private async Task<TReceipt> CallAsync<TGrain, TReceipt>(
        Func<IClusterClient, TGrain> find, Func<TGrain, ValueTask<TReceipt>> call, Func<TGrain, Task> probe, bool ofLogFile, CancellationToken cancellationToken)
    {
        using CancellationTokenSource given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Ended);
        CancellationToken lost = default;
        try
        {
            TGrain grain = find(_container.GetRequiredService<IClusterClient>());
            if (_probe is null || (ofLogFile && !_probesLogFile))
            {
                _probe = () => probe(grain);
                _probesLogFile |= ofLogFile;
                _called.TrySetResult();
            }

            lost = await _gateways.WhenConnectedAsync(given.Token).ConfigureAwait(false);
            using CancellationTokenSource any = CancellationTokenSource.CreateLinkedTokenSource(given.Token, lost);
            return await call(grain).AsTask().WaitAsync(any.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SiloUnavailableException("The silo has been replaced by one of another cluster.");
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SiloUnavailableException("The connection to the silo was lost.");
        }
    }

    /// <summary>Makes a connection whenever there is none, until the client has ended.</summary>
    public Task KeepConnectedAsync() => _gateways.KeepConnectedAsync(ProbeAsync, ClientEvents.Log.ConnectFailed);

    /// <summary>Returns when there is a connection. If no start can come of it any more, the client ends.</summary>
    public async Task StartAsync()
    {
        using CancellationTokenSource started = CancellationTokenSource.CreateLinkedTokenSource(Ended);
        Task watching = EndWhenStuckAsync(started.Token);
        try
        {
            foreach (IHostedService service in _container.GetServices<IHostedService>())
            {
                await service.StartAsync(Ended).WaitAsync(Ended).ConfigureAwait(false);
            }
        }
        finally
        {
            await started.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        try
        {
            // Without a grace period: everything that had to be sent has been, or was given up.
            using CancellationTokenSource atOnce = new(TimeSpan.FromSeconds(2));
            foreach (IHostedService service in _container.GetServices<IHostedService>().Reverse())
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
            await _container.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ClientEvents.Log.ConnectFailed(exception);
        }

        _ended.Dispose();
    }

    private async Task EndWhenStuckAsync(CancellationToken started)
    {
        await _start.WhenStuckAsync(started).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!started.IsCancellationRequested)
        {
            await _ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private ServiceProvider Build(SameCluster location, Action<Exception> failed, TimeProvider time)
    {
        long since = time.GetTimestamp();
        ServiceCollection services = new();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(NullLogger<>)));
        services.AddOrleansClient(new ConfigurationBuilder().Build(), client =>
        {
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = location.ClusterId!;           // known, since the location has been found
                options.ServiceId = location.ServiceId!;
            });
            client.Configure<ClientMessagingOptions>(options =>
            {
                options.MaxMessageBodySize = MaxBodyBytes;
                options.MaxMessageHeaderSize = MaxHeaderBytes;
            });
            client.Configure<ConnectionOptions>(options => options.ConnectionRetryDelay = ReconnectAfter);
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.AddGatewayCountChangedHandler((_, change) => _gateways.Change(change.NumberOfConnectedGateways - change.PreviousNumberOfConnectedGateways));
            client.UseConnectionRetryFilter(async (exception, cancellationToken) =>
            {
                failed(exception);
                _start.NoteFailure();
                await Task.Delay(GatewayWatch.PauseAfter(time.GetElapsedTime(since)), time, cancellationToken).ConfigureAwait(false);
                return !Ended.IsCancellationRequested;
            });
            client.Services.AddSingleton<IGatewayListProvider>(new GatewayList(location, Ended));
        });
        return services.BuildServiceProvider();
    }

    // What counts is the connection that the call needs.
    private async Task ProbeAsync()
    {
        await _called.Task.ConfigureAwait(false);               // until somebody has something to send or to ask, there is no hurry
        await _probe!().ConfigureAwait(false);
    }
}
