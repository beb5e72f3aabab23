using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>Notes when a writer says that a segment is open: at the end of each roll, before the batches are answered that waited for it. Thread-safe.</summary>
internal sealed class RollClock : ILogger
{
    private const int SegmentOpened = 2201;

    private readonly Lock _gate = new();
    private readonly List<long> _rolls = [];

    /// <summary>When, in ticks of <see cref="Stopwatch"/>, in order.</summary>
    public long[] Rolls
    {
        get
        {
            lock (_gate)
            {
                return [.. _rolls];
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == SegmentOpened)
        {
            lock (_gate)
            {
                _rolls.Add(Stopwatch.GetTimestamp());
            }
        }
        else if (logLevel >= LogLevel.Warning)
        {
            Console.Error.WriteLine(formatter(state, exception));
        }
    }
}
