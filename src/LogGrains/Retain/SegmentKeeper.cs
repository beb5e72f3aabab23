using Microsoft.Extensions.Logging;
using NodaTime;

namespace LogActors;

/// <summary>Deletes and compresses the closed segments of a log file as its settings say, beside its writer, on a thread of low priority.</summary>
/// <remarks>One pass at a time, and in a whole silo one that compresses. Thread-safe. <see cref="StopAsync"/> is to be awaited before the log file's lock is freed.</remarks>
internal sealed partial class SegmentKeeper(LogFileName name, string folder, ILogStorage storage, LogFileSettings settings, SemaphoreSlim turn, TimeProvider time, ILogger logger, SiloInstruments? instruments = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly SiloInstruments _instruments = instruments ?? SiloInstruments.None;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<long> _left = [];
    private Task _pass = Task.CompletedTask;
    private bool _stopped;
    private bool _cleared;
    private long _startedAt;
    private long _startedFor;

    /// <summary>Starts a pass if there is a segment more, or it is time for one, and none runs.</summary>
    /// <param name="catalog">The closed segments.</param>
    /// <param name="current">The current one.</param>
    public void StartIfDue(SegmentCatalog catalog, CurrentSegment current)
    {
        bool due = current.Number != _startedFor || time.GetElapsedTime(_startedAt) >= Interval;
        if (!due || catalog.Segments.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (_stopped || !_pass.IsCompleted)
            {
                return;
            }

            (_startedFor, _startedAt) = (current.Number, time.GetTimestamp());
            RetainOptions options = settings.For(name).Options.Retain;
            if (options is { BackupCount: 0, MaxAge: null, MaxTotalBytes: 0, Compress: CompressionFormat.None })
            {
                return;
            }

            _pass = PassAsync(catalog, current, options, []);
        }
    }

    /// <summary>Starts a pass as soon as none runs.</summary>
    /// <param name="catalog">The closed segments.</param>
    /// <param name="current">The current one.</param>
    /// <param name="numbers">Closed segments that are to be deleted, whatever the limits of the log file are.</param>
    /// <returns>When it has ended.</returns>
    public Task Start(SegmentCatalog catalog, CurrentSegment current, IReadOnlyCollection<long> numbers)
    {
        lock (_gate)
        {
            if (!_stopped)
            {
                (_startedFor, _startedAt) = (current.Number, time.GetTimestamp());
                _pass = AfterAsync(_pass, () => PassAsync(catalog, current, settings.For(name).Options.Retain, numbers));
            }

            return _pass;
        }
    }

    /// <summary>Ends the pass that runs, if there is one, and lets none begin. What it was compressing stays plain for now.</summary>
    public async Task StopAsync()
    {
        Task pass;
        lock (_gate)
        {
            _stopped = true;
            pass = _pass;
        }

        await _stop.CancelAsync();
        await pass;
    }

    private static async Task AfterAsync(Task before, Func<Task> next)
    {
        await before;
        await next();
    }

    private async Task PassAsync(SegmentCatalog catalog, CurrentSegment current, RetainOptions options, IReadOnlyCollection<long> numbers)
    {
        bool holds = false;
        try
        {
            await turn.WaitAsync(_stop.Token);
            holds = true;
            await LowPriorityThread.RunAsync("LogActors segments", () => Pass(catalog, current, options, numbers));
        }
        catch (OperationCanceledException)
        {
            // The log file is being closed; the next writer goes on.
        }
        catch (Exception exception)
        {
            Log.PassFailed(logger, exception, name.Value);
        }
        finally
        {
            if (holds)
            {
                turn.Release();
            }
        }
    }

    private void Pass(SegmentCatalog catalog, CurrentSegment current, RetainOptions options, IReadOnlyCollection<long> numbers)
    {
        CompressionPass compression = new(storage, folder, catalog);
        _cleared = _cleared || TryClear(compression);
        RetentionPass retention = new(storage, folder, catalog);
        Report(retention.Delete(numbers, current));
        Report(retention.Run(current, options, Now()));
        bool any = false;
        while (_cleared && compression.Next(current, options, Now(), _left) is { } segment)
        {
            any |= TryCompress(compression, catalog, segment, options);
        }

        if (any)
        {
            Report(retention.Run(current, options, Now()));
        }
    }

    private void Report(RetentionResult result)
    {
        result.Deleted.ForEach(deleted => _instruments.Deleted(deleted.Rule));
        if (result.Deleted.Count > 0)
        {
            Log.Deleted(logger, name.Value, result.Deleted.Count, result.DeletedBytes, result.Deleted[^1].Segment.FileName);
        }

        if (result.NotNoted is null)                            // otherwise it is the folder that is not there, or the next pass says so
        {
            result.Missing.ForEach(segment => Log.Missing(logger, name.Value, segment.FileName));
        }

        result.Refused.ForEach(refused => Log.Refused(logger, name.Value, refused.Segment.FileName, refused.Reason));
        foreach ((ClosedSegment segment, Exception error) in result.Failed)
        {
            _instruments.Failed(FailedOperation.Delete);
            Log.NotDeleted(logger, error, name.Value, segment.FileName);
        }
    }

    // Whatever cannot be read, the limits hold.
    private bool TryClear(CompressionPass compression)
    {
        try
        {
            compression.Clear(_stop.Token);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.PassFailed(logger, exception, name.Value);
            return false;
        }
    }

    // One that fails is left until the log file is opened again, so that the others have their turn.
    private bool TryCompress(CompressionPass compression, SegmentCatalog catalog, ClosedSegment segment, RetainOptions options)
    {
        try
        {
            if (compression.Compress(segment, options, _stop.Token) is { } reason)
            {
                _left.Add(segment.Number);
                Log.LeftPlain(logger, name.Value, segment.FileName, reason);
                return false;
            }

            _instruments.Compressed(segment.Bytes, catalog.Find(segment.Number)?.Bytes ?? 0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _left.Add(segment.Number);
            _cleared = false;                                   // it may be there in two forms
            _instruments.Failed(FailedOperation.Compress);
            Log.NotCompressed(logger, exception, name.Value, segment.FileName);
            return false;
        }
    }

    private Instant Now() => Instant.FromDateTimeOffset(time.GetUtcNow());

    private static partial class Log
    {
        [LoggerMessage(2301, LogLevel.Information, "Log file '{File}': {Count} closed segments with {Bytes} bytes, up to {Segment}, were beyond the limits and are deleted.")]
        public static partial void Deleted(ILogger logger, string file, int count, long bytes, string segment);

        [LoggerMessage(2302, LogLevel.Information, "Log file '{File}': closed segment {Segment} is not there any more; somebody has deleted or moved it.")]
        public static partial void Missing(ILogger logger, string file, string segment);

        [LoggerMessage(2303, LogLevel.Warning, "Log file '{File}': closed segment {Segment} is not deleted, since it is not what the log file has made: {Reason}.")]
        public static partial void Refused(ILogger logger, string file, string segment, string reason);

        [LoggerMessage(2304, LogLevel.Warning, "Log file '{File}': closed segment {Segment} cannot be deleted; it is tried again.")]
        public static partial void NotDeleted(ILogger logger, Exception exception, string file, string segment);

        [LoggerMessage(2305, LogLevel.Warning, "Log file '{File}': closed segment {Segment} is not compressed: {Reason}.")]
        public static partial void LeftPlain(ILogger logger, string file, string segment, string reason);

        [LoggerMessage(2306, LogLevel.Warning, "Log file '{File}': closed segment {Segment} cannot be compressed.")]
        public static partial void NotCompressed(ILogger logger, Exception exception, string file, string segment);

        [LoggerMessage(2307, LogLevel.Error, "The closed segments of log file '{File}' could not be looked at; it is tried again.")]
        public static partial void PassFailed(ILogger logger, Exception exception, string file);
    }
}
