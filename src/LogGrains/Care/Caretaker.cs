using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>Has the log files of a log root roll, and their closed segments compressed and deleted, while nobody writes them; and sees to the limit of all together.</summary>
/// <remarks>
/// It looks at the files once a minute, and opens a log file only when there is something to do. What could not be done is tried again after ten minutes at the earliest. An open log file
/// sees to itself, except for the limit of all.
/// </remarks>
internal sealed partial class Caretaker(LogRoot root, LogFileWriters writers, LogFileSettings settings, ILogStorage storage, TimeProvider time, ILogger<Caretaker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly Duration RetryAfter = Duration.FromMinutes(10);

    private readonly Dictionary<LogFileName, LogFileState> _states = [];
    private readonly Dictionary<LogFileName, Instant> _notBefore = [];
    private readonly LastingFailure _notLooked = new();

    /// <summary>Looks at all log files once, and does what there is to do.</summary>
    /// <exception cref="IOException">The log root is not there, or cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        root.EnsureThere(logger);
        Read(cancellation);
        HashSet<LogFileName> open = writers.OpenNames();
        foreach ((LogFileName name, LogFileState state) in _states.ToArray())
        {
            if (!open.Contains(name) && IsDue(name, state))
            {
                await TendAsync(name, [], cancellation);
            }
        }

        if (settings.MaxTotalBytes > 0)
        {
            RetainedFile[] files = [.. _states.Select(file => new RetainedFile(file.Key, file.Value.Closed, file.Value.CurrentBytes))];
            foreach (IGrouping<LogFileName, long> beyond in Retention.BeyondRoot(files, settings.MaxTotalBytes).GroupBy(segment => segment.Name, segment => segment.Number))
            {
                await TendAsync(beyond.Key, [.. beyond], cancellation);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation);
            _notLooked.End();
        }
        catch (LogRootGoneException)
        {
            // That has been said.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (_notLooked.IsNews(root.FullPath, exception))
            {
                Log.NotLooked(logger, exception, root.FullPath);
            }
        }
    }

    private void Read(CancellationToken cancellation)
    {
        HashSet<LogFileName> names = [.. root.LogFiles()];
        foreach (LogFileName gone in _states.Keys.Where(name => !names.Contains(name)).ToArray())
        {
            _states.Remove(gone);
            _notBefore.Remove(gone);
        }

        foreach (LogFileName name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            Read(name);
        }
    }

    private void Read(LogFileName name)
    {
        if (TryRead(name) is { } state)
        {
            _states[name] = state;
        }
        else
        {
            _states.Remove(name);
        }
    }

    // Its writer may be deleting what is read; whoever opens it next says what is wrong with it.
    private LogFileState? TryRead(LogFileName name)
    {
        try
        {
            return LogFileState.Read(root, name, storage, _states.GetValueOrDefault(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private bool IsDue(LogFileName name, LogFileState state) => NextCare.Of(state, new RollSchedule(name, settings, time), settings.For(name).Options.Retain) <= Now();

    private async Task TendAsync(LogFileName name, IReadOnlyCollection<long> numbers, CancellationToken cancellation)
    {
        if (_notBefore.TryGetValue(name, out Instant then) && Now() < then && then - Now() <= RetryAfter)
        {
            return;
        }

        await writers.TendAsync(name, numbers, cancellation);
        Read(name);
        bool isDone = _states.TryGetValue(name, out LogFileState? state) && !state.Closed.Any(segment => numbers.Contains(segment.Number)) && !IsDue(name, state);
        if (isDone)
        {
            _notBefore.Remove(name);
        }
        else
        {
            _notBefore[name] = Now() + RetryAfter;
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(2501, LogLevel.Error, "The log files of log root {Directory} could not be looked at; it is tried again. Those that nobody writes are not rolled, compressed or deleted meanwhile.")]
        public static partial void NotLooked(ILogger logger, Exception exception, string directory);
    }
}
