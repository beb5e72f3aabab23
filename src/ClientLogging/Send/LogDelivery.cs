using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The delivery of all records of a provider: a buffer and a sender for each log file, over one connection.</summary>
/// <remarks>Thread-safe. Owns the buffers, the senders and the connection.</remarks>
internal sealed class LogDelivery : ILogDelivery, IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LogFileName, Lazy<BatchSender>> _senders = new();
    private readonly BatchPool _pool;
    private readonly ILogCluster _cluster;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _deadline = new();    // not disposed, which costs nothing: a host may stop after the provider has gone
    private readonly ITimer _deadlineTimer;
    private readonly ITimer _watchTimer;
    private readonly Lazy<Task> _closed;
    private readonly Lock _gate = new();
    private LogActorsOptions _options;
    private long _drainedTicks;
    private LevelSubscription? _levels;
    private bool _closing;
    private bool _endsWithProcess;
    private ProcessEnd? _processEnd;

    public LogDelivery(LogActorsOptions options, LogFileName defaultFile, ILogCluster cluster, TimeProvider time, ProducerIdentity? producer = null, RecordResource? resource = null)
    {
        Producer = producer ?? ProducerIdentity.New();
        _options = options;
        DefaultFile = defaultFile;
        _cluster = cluster;
        _time = time;
        _pool = new BatchPool(options.BufferCapacityBytes, resource: resource);
        _deadlineTimer = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _deadline, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watchTimer = time.CreateTimer(_ => Watch(), null, WatchPeriod, WatchPeriod);
        _closed = new Lazy<Task>(CloseAsync);
        Instruments = new ClientInstruments(this);
    }

    /// <summary>The log file for records that no route names: made from the application's name.</summary>
    public LogFileName DefaultFile { get; }

    public ProducerIdentity Producer { get; }

    public ClientInstruments Instruments { get; }

    public DeliveryCounts Counts
    {
        get
        {
            DeliveryCounts sum = default;
            foreach (RecordBuffer buffer in Buffers)
            {
                (long accepted, long written, long dropped) = buffer.Counts();
                sum = new DeliveryCounts(sum.Accepted + accepted, sum.Written + written, sum.Dropped + dropped);
            }

            return sum;
        }
    }

    public long BufferedBytes => _pool.UsedBytes;

    /// <summary>How long the application's end may be delayed.</summary>
    public TimeSpan ShutdownTimeout => _options.ShutdownTimeout;

    /// <summary>How it is at this moment.</summary>
    public DeliveryHealth Health
    {
        get
        {
            DeliveryWatch[] watches = [.. _senders.Values.Select(sender => sender.Value.Watch)];
            DeliveryWatch? oldest = watches.MaxBy(watch => watch.Age);
            return new DeliveryHealth(_cluster.IsConnected, BufferedBytes, _options.BufferCapacityBytes, oldest?.Age ?? TimeSpan.Zero, oldest?.Reason ?? _cluster.ConnectFailure, Counts);
        }
    }

    private IEnumerable<RecordBuffer> Buffers => _senders.Values.Select(sender => sender.Value.Buffer);

    /// <summary>Makes the delivery that the options ask for: to a configured cluster, or to a local silo.</summary>
    public static LogDelivery Create(LogActorsOptions options, ApplicationDescription application, Func<string, string?> connectionStrings, Func<string, string?> variables, TimeProvider time)
    {
        ClusterAddress? address = ClusterAddress.From(options, connectionStrings);
        IClusterLocation location = address is not null
            ? new ConfiguredCluster(address)
            : new LocalSilo(options.LocalSilo, time);
        ProducerIdentity producer = ProducerIdentity.New();
        RecordResource resource = ProviderResource.Make(options.ResourceAttributes, variables, application, producer);
        return new LogDelivery(options, application.DefaultFile, new LogCluster(location, time), time, producer, resource) { _endsWithProcess = true };
    }

    public void Start() => _cluster.Start();

    public void Apply(LogActorsOptions options)
    {
        _options = options;
        _pool.Resize(options.BufferCapacityBytes);
        foreach (Lazy<BatchSender> sender in _senders.Values)
        {
            sender.Value.FlushInterval = options.FlushInterval;
        }
    }

    /// <summary>Has the levels that the silo asks for applied, until the delivery ends. Called once, before the first record.</summary>
    public LevelSubscription SubscribeToLevels(LevelRules rules, Func<FileRoutes> routes, Func<IEnumerable<string>> categories) =>
        _levels = new LevelSubscription(_cluster, rules, routes, categories, _time);

    public RecordBuffer BufferFor(LogFileName file) => _senders.GetOrAdd(
        file,
        static (name, self) => new Lazy<BatchSender>(() => self.StartSender(name)),
        this).Value.Buffer;

    public async Task FlushAsync(AckLevel level = AckLevel.Written, CancellationToken cancellationToken = default)
    {
        await WhenSettled().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (level >= AckLevel.Durable)
        {
            await Task.WhenAll(_senders.Values.Select(sender => sender.Value.WhenDurable(cancellationToken))).ConfigureAwait(false);
        }
    }

    public long Dropped(DropReason reason, LogLevel level) => Buffers.Sum(buffer => buffer.Dropped(reason, level));

    /// <summary>Waits for the delivery of what is buffered, for at most the shutdown time-out; <see cref="DisposeAsync"/> then has what the wait left of it.</summary>
    /// <remarks>Only the wait is bounded: the senders go on, since the host may still be stopping services that log.</remarks>
    public async Task DrainForShutdownAsync(CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        using (CancellationTokenSource bound = new(TimeLeft(), _time))
        using (CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token))
        {
            await WhenSettled().WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Interlocked.Add(ref _drainedTicks, _time.GetElapsedTime(started).Ticks);

        // A cancellation resumes this method from within itself. What follows is the application's, and may block: not the timer, nor the host's cancellation.
        await Task.Yield();
    }

    /// <summary>Delivers what is buffered while the process ends, for at most the shutdown time-out; what is left then is dropped, and said.</summary>
    /// <remarks>If nothing is left, it stays open: others who are told of the end after this may log. Does not fail.</remarks>
    public async Task EndWithProcessAsync()
    {
        try
        {
            await DrainForShutdownAsync(CancellationToken.None).ConfigureAwait(false);
            if (Counts.Waiting > 0)
            {
                await DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            ClientEvents.Log.EndFailed(exception);
        }
    }

    public void Dispose()
    {
#pragma warning disable VSTHRD002, CA1849 // Avoid blocking waits: a synchronous Dispose has no other way to keep its promise, and the wait is bounded by the shutdown time-out.
        Task.Run(() => _closed.Value).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, CA1849
    }

    public async ValueTask DisposeAsync() => await _closed.Value.ConfigureAwait(false);

    private Task WhenSettled() => Task.WhenAll(Buffers.Select(buffer => buffer.WhenSettled()));

    // What the application's end may still be delayed by.
    private TimeSpan TimeLeft()
    {
        TimeSpan left = _options.ShutdownTimeout - new TimeSpan(Interlocked.Read(ref _drainedTicks));
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private BatchSender StartSender(LogFileName file)
    {
        BatchSender sender = new(file, Producer, _pool, _cluster, _options.FlushInterval, _time, Instruments, () => _levels?.Ask());
        lock (_gate)
        {
            if (!_closing)
            {
                _cluster.Start();
                _processEnd ??= _endsWithProcess ? new ProcessEnd(this) : null; // with the first record: later than the handlers of an application that log in them
                sender.Start(_deadline.Token);
                return sender;
            }
        }

        sender.Buffer.Close();                                  // nobody would stop it any more; its buffer counts what comes
        return sender;
    }

    private async Task CloseAsync()
    {
        _deadlineTimer.Change(TimeLeft(), Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            _closing = true;
        }

        Task levels = _levels?.StopAsync() ?? Task.CompletedTask;
        await Task.WhenAll(_senders.Values.Select(sender => sender.Value.StopAsync())).ConfigureAwait(false);
        await levels.WaitAsync(_deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);        // it may be in code of the application, which may wait for this
        await _watchTimer.DisposeAsync().ConfigureAwait(false);
        TellLost();
        await _cluster.DisposeAsync().ConfigureAwait(false);
        Instruments.Dispose();
        _processEnd?.Dispose();
        await _deadlineTimer.DisposeAsync().ConfigureAwait(false);
    }

    // Before the first connection, the connection itself says what is the matter, once for all log files.
    private void Watch()
    {
        if (_cluster.ConnectFailure is null)
        {
            foreach (Lazy<BatchSender> sender in _senders.Values)
            {
                sender.Value.Watch.Look();
            }
        }
    }

    private void TellLost()
    {
        long lost = 0;
        long unanswered = _senders.Values.Sum(sender => sender.Value.Unanswered);
        SortedSet<string> reasons = new(StringComparer.Ordinal);
        foreach (Lazy<BatchSender> sender in _senders.Values)
        {
            long ofFile = Enum.GetValues<LogLevel>().Where(level => level != LogLevel.None).Sum(level => sender.Value.Buffer.Dropped(DropReason.ShutdownTimeout, level));
            lost += ofFile;
            if (ofFile > 0 && (sender.Value.Watch.Reason ?? _cluster.ConnectFailure) is { } reason)
            {
                reasons.Add(reason);
            }
        }

        if (lost > 0)
        {
            string fate = unanswered == 0 ? " and are lost"
                : unanswered == lost ? " and may be lost: no answer has come for them"
                : $": {lost - unanswered} are lost, and {unanswered} may be lost, for which no answer has come";
            string why = reasons.Count > 0 ? $" The last reason: {string.Join("; ", reasons)}." : "";
            StandardError.WriteLoss($"{lost} records could not be delivered within {_options.ShutdownTimeout.TotalSeconds:0.###} s{fate}.{why}");
        }
    }
}
