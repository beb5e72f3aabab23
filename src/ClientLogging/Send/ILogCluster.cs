namespace LogActors;

/// <summary>Carries batches to log files. One of several possible transports; the only one so far is Orleans.</summary>
/// <remarks>Thread-safe.</remarks>
internal interface ILogCluster : IAsyncDisposable
{
    /// <summary>Why there is no connection yet; <see langword="null"/> once there has been one, and as long as nothing has failed.</summary>
    string? ConnectFailure { get; }

    /// <summary>Whether there is a connection at this moment.</summary>
    bool IsConnected { get; }

    /// <summary>Begins to connect, in the background, and starts a silo if it is ours to start and none runs, now or later. Does nothing if both have begun.</summary>
    void Start();

    /// <summary>Begins to connect, in the background, unless a silo would have to be started for it, which is not done later either. Does nothing if that has begun.</summary>
    void StartIfRunning() => Start();

    /// <summary>Asks once, as soon as there is a connection, for the levels of log files, at most <see cref="LogLevelsReceipt.MaxLogFiles"/>. A transport that carries none answers that there are none.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">The call failed.</exception>
    Task<LogLevelsReceipt> GetLevelsAsync(string[] logFiles, CancellationToken cancellationToken) => Task.FromResult(new LogLevelsReceipt { LogFiles = [] });

    /// <summary>Sends a batch once, as soon as there is a connection.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; whether the batch was written is not known.</exception>
    /// <exception cref="Exception">The call failed; whether the batch was written is not known.</exception>
    Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken);

    /// <summary>Asks once whether what a producer was told is written is on the disk, and waits until it is.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="Exception">The call failed.</exception>
    Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken);
}
