using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Learns which levels the silo asks of the provider's log files, and has them applied.</summary>
/// <remarks>
/// It asks as soon as there is a connection, then every 10 s, and when a receipt tells of other settings, though not at once after a change: one call for all log files. What it knows stays until another answer comes or the moment that
/// came with it, whatever becomes of the connection. The loop runs from the first category to <see cref="StopAsync"/>; everything else only wakes it, so that nothing of this happens on a thread
/// that logs or makes a logger. Thread-safe.
/// </remarks>
/// <param name="cluster">Who is asked.</param>
/// <param name="rules">What applies the levels.</param>
/// <param name="routes">The present routes.</param>
/// <param name="categories">The categories that there are loggers for.</param>
/// <param name="time">What pauses and moments are measured with.</param>
internal sealed class LevelSubscription(ILogCluster cluster, LevelRules rules, Func<FileRoutes> routes, Func<IEnumerable<string>> categories, TimeProvider time)
{
    private static readonly TimeSpan AskPeriod = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestGathering = TimeSpan.FromMilliseconds(100);
    private const int GatheringPerApplying = 10;
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestTimer = TimeSpan.FromMilliseconds(1);

    private readonly LevelQuery _query = new(cluster, routes, time);
    private readonly SemaphoreSlim _awake = new(0);
    private readonly CancellationTokenSource _stopping = new(); // has no timer and is linked to nothing, so it need not be disposed of
    private readonly Lock _gate = new();
    private readonly List<ITimer> _timers = [];
    private volatile ImmutableDictionary<LogFileName, FileLevels> _known = ImmutableDictionary<LogFileName, FileLevels>.Empty;
    private ITimer? _expiry;
    private ITimer? _gathered;
    private ITimer? _rested;
    private Task? _loop;
    private int _due;
    private int _gathers;
    private int _outdated;
    private int _refreshDue;
    private int _failures;
    private long _applyingTicks;
    private long? _changed;                                     // the timestamp; the loop's alone

    // For categories to come together: each time all of them are looked through, and with a change by every logger of the application, which may take a tenth of the time and no more.
    // With each failure in a row it doubles, up to 13 s.
    private TimeSpan GatherTime =>
        TimeSpan.FromTicks(Math.Max(ShortestGathering.Ticks << Math.Min(Volatile.Read(ref _failures), 7), GatheringPerApplying * Interlocked.Read(ref _applyingTicks)));

    /// <summary>There is another category. With the first one the loop starts.</summary>
    public void Meet()
    {
        if (Volatile.Read(ref _loop) is null)
        {
            Start();
        }
        else if (!_known.IsEmpty)
        {
            Gather();
        }
    }

    /// <summary>The loggers are told of changed filters. Two changes at the same moment, one of the application's and one of the silo's, may be told in the wrong order, which nobody sees: after each of the application's they are told again.</summary>
    public void Note(LoggerFilterOptions filters)
    {
        if (rules.MayBeMisordered(filters) && Volatile.Read(ref _loop) is not null)
        {
            Interlocked.Exchange(ref _outdated, 1);
            Gather();                                           // and not at once: the loggers may still be about to be told of these
        }
    }

    /// <summary>The levels, or the log files, may be others now.</summary>
    public void Ask()
    {
        Interlocked.Exchange(ref _due, 1);
        _awake.Release();
    }

    /// <summary>Ends the loop; what is applied stays.</summary>
    public async Task StopAsync()
    {
        Task? loop;
        lock (_gate)
        {
            loop = _loop;
            _loop ??= Task.CompletedTask;                       // it is not started any more
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _awake.Release();
        if (loop is not null)
        {
            await loop.ConfigureAwait(false);
        }

        foreach (ITimer timer in _timers)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Start()
    {
        lock (_gate)
        {
            if (_loop is null)
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _expiry = Timer(() => _awake.Release(), Timeout.InfiniteTimeSpan);
                    _rested = Timer(() => _awake.Release(), Timeout.InfiniteTimeSpan);
                    _gathered = Timer(Gathered, Timeout.InfiniteTimeSpan);
                    _ = Timer(Ask, AskPeriod * (0.5 + (Random.Shared.NextDouble() / 2)), AskPeriod);     // applications that started together do not ask together
                    Volatile.Write(ref _loop, Task.Run(RunAsync, CancellationToken.None));
                }

                Ask();
            }
        }

        ITimer Timer(Action action, TimeSpan dueTime, TimeSpan? period = null)
        {
            ITimer timer = time.CreateTimer(_ => action(), null, dueTime, period ?? Timeout.InfiniteTimeSpan);
            _timers.Add(timer);
            return timer;
        }
    }

    private void Gather()
    {
        if (Interlocked.Exchange(ref _gathers, 1) == 0)
        {
            _gathered?.Change(GatherTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void Gathered()
    {
        Interlocked.Exchange(ref _gathers, 0);
        if (Interlocked.Exchange(ref _outdated, 0) == 1)
        {
            Interlocked.Exchange(ref _refreshDue, 1);
        }

        _awake.Release();
    }

    private async Task RunAsync()
    {
        Task<ImmutableDictionary<LogFileName, FileLevels>?>? asking = null;
        while (true)
        {
            await _awake.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            if (asking is { IsCompleted: true })
            {
                _known = await asking.ConfigureAwait(false) ?? _known;
                asking = null;
            }

            if (_stopping.IsCancellationRequested)
            {
                if (asking is null)
                {
                    return;
                }
            }
            else
            {
                if (Volatile.Read(ref _due) == 1)
                {
                    _query.Connect();
                }

                Forget();
                Apply();
                if (asking is null && Volatile.Read(ref _due) == 1 && HasRested())
                {
                    Interlocked.Exchange(ref _due, 0);
                    asking = _query.AskAsync(_stopping.Token);
                    _ = asking.ContinueWith(static (_, awake) => ((SemaphoreSlim)awake!).Release(), _awake, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
                }
            }
        }
    }

    // Each change costs the application something, and receipts that tell of other settings all the time must not cause one after another.
    private bool HasRested()
    {
        TimeSpan rest = GatherTime < AskPeriod ? GatherTime : AskPeriod;
        TimeSpan left = _changed is { } changed ? rest - time.GetElapsedTime(changed) : TimeSpan.Zero;
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        _rested!.Change(left > ShortestTimer ? left : ShortestTimer, Timeout.InfiniteTimeSpan);
        return false;
    }

    // What has expired, without anybody's saying so.
    private void Forget()
    {
        if (!_known.Values.Any(levels => levels.Until is not null))
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        _known = _known.RemoveRange(_known.Where(file => file.Value.Until <= now).Select(file => file.Key));
        if (_known.Values.Min(levels => levels.Until) is { } next)
        {
            long ticks = Math.Clamp((next - now).Ticks, ShortestTimer.Ticks, LongestTimer.Ticks);
            _expiry!.Change(TimeSpan.FromTicks(ticks), Timeout.InfiniteTimeSpan);
        }
    }

    private void Apply()
    {
        long began = time.GetTimestamp();
        bool refresh = Interlocked.Exchange(ref _refreshDue, 0) == 1;
        bool? told = null;                                      // without a failure
        try
        {
            FileRoutes present = routes();
            IEnumerable<KeyValuePair<string, LogLevel?>> levels = _known.IsEmpty ? [] :
                from category in categories()
                let file = _known.GetValueOrDefault(present.FileOf(category))
                select KeyValuePair.Create(category, file?.Of(category));
            if (rules.Apply(levels))
            {
                (_changed, told) = (began, true);
                ClientEvents.Log.LevelsApplied(_known.Count);
            }
            else if (refresh && rules.IsInUse)
            {
                rules.Refresh();
                told = true;
            }
        }
        catch (Exception exception)
        {
            (_changed, told) = (began, false);
            ClientEvents.Log.LevelsNotApplied(exception);       // what the application does when its filters change is its own; it must not end the loop
        }

        Interlocked.Exchange(ref _applyingTicks, time.GetElapsedTime(began).Ticks);     // to find that nothing has changed takes its time too
        if (told is not null)
        {
            Volatile.Write(ref _failures, told == true ? 0 : _failures + 1);
        }

        if (told == false)
        {
            Interlocked.Exchange(ref _outdated, 1);             // some loggers may not have been told any more: they are told again
            Gather();
        }
    }
}
