using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>Its one logger is shared by all threads, as every other case's is; it counts per thread so that the threads do not slow each other.</summary>
internal sealed class FloorLoggerProvider : ILoggerProvider, ILogger
{
    private readonly ThreadLocal<int> _formatted = new(trackAllValues: true);

    public int Formatted => _formatted.Values.Sum();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (formatter(state, exception).Length > 0) _formatted.Value++;
    }

    public void Dispose() => _formatted.Dispose();
}
