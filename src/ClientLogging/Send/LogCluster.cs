using Orleans.Runtime;

namespace LogActors;

/// <summary>The connection to the silos: one Orleans client after another, each until the silos at the location are of another cluster.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LogCluster(IClusterLocation location, TimeProvider time) : ILogCluster
{
    private static readonly TimeSpan NoticeAfter = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly ConnectProblem _problem = new();
    private volatile TaskCompletionSource<LogClusterClient> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile LogClusterClient? _client;
    private Task? _connecting;
    private long _since;
    private volatile bool _needed;                              // by more than a question for levels
    private bool _told;

    public string? ConnectFailure => _problem.Reason;

    public bool IsConnected => _client is { IsConnected: true };

    public void Start()
    {
        _needed = true;
        location.AllowStart();
        Connect();
    }

    public void StartIfRunning()
    {
        if (Volatile.Read(ref _connecting) is null && location.IsRunning)
        {
            Connect();                                          // and should it end meanwhile, no other is started
        }
    }

    public async Task<LogLevelsReceipt> GetLevelsAsync(string[] logFiles, CancellationToken cancellationToken)
    {
        LogClusterClient client = await _connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await client.GetLevelsAsync(logFiles, cancellationToken).ConfigureAwait(false);
    }

    public Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken) =>
        CallAsync(file, grain => grain.AppendAsync(batch), cancellationToken);

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        CallAsync(file, grain => grain.SyncAsync(producer, epoch, sequence), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_connecting is { } connecting)
        {
            await connecting.ConfigureAwait(false);
        }

        await location.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task<AppendReceipt> CallAsync(LogFileName file, Func<ILogFileGrain, ValueTask<AppendReceipt>> call, CancellationToken cancellationToken)
    {
        LogClusterClient client = await _connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await client.CallAsync(file, call, cancellationToken).ConfigureAwait(false);
    }

    private void Connect()
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

    private async Task ConnectAsync()
    {
        _since = time.GetTimestamp();
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (await IsLocatedAsync().ConfigureAwait(false))
                {
                    await UseClientAsync().ConfigureAwait(false);
                }
            }
            catch (Exception exception)
            {
                if (!_stopping.IsCancellationRequested)
                {
                    Tell(exception);
                    await PauseAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
                }
            }
        }
    }

    // An Orleans client needs the cluster's ids, and those of a local silo are known once it has been found.
    private async Task<bool> IsLocatedAsync()
    {
        if (location.ClusterId is null && (await location.FindGatewaysAsync(_stopping.Token).ConfigureAwait(false)).Count == 0)
        {
            Tell(new SiloUnavailableException());
            await PauseAsync(TimeSpan.FromMilliseconds(250)).ConfigureAwait(false);
        }

        return location.ClusterId is not null;
    }

    // A client whose start failed cannot be started again, so each attempt that ends in an exception gets a new one. The retry filter keeps an attempt from
    // ending for want of a silo; what ends it is a mistake, such as another cluster's id, which may be mended on the other side.
    private async Task UseClientAsync()
    {
        LogClusterClient client = new(location, Tell, time, _stopping.Token);
        await using (client.ConfigureAwait(false))
        {
            try
            {
                await client.StartAsync().ConfigureAwait(false);
            }
            catch (Exception) when (client.Ended.IsCancellationRequested)
            {
                return;
            }

            _problem.Clear();
            _client = client;
            _connected.TrySetResult(client);
            if (_told)
            {
                StandardError.Write($"The silo of {location.Description} answers. The buffered records are delivered.");
            }

            await client.KeepConnectedAsync().ConfigureAwait(false);
            _client = null;
            _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            (_told, _since) = (false, time.GetTimestamp());
        }
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Tell(Exception exception)
    {
        ClientEvents.Log.ConnectFailed(exception);
        _problem.Note(exception);
        if (_needed && !_told && time.GetElapsedTime(_since) >= NoticeAfter)
        {
            StandardError.Write($"The silo of {location.Description} does not answer yet ({_problem.Reason}). Records are buffered, and will be delivered when it does.");
            _told = true;
        }
    }
}
