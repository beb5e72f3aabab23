using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class RecordingLogger : ILogger
{
    private readonly ConcurrentQueue<(int Id, string Message)> _entries = [];

    public string[] Of(int eventId) => [.. _entries.Where(entry => entry.Id == eventId).Select(entry => entry.Message)];

    public bool Has(int eventId) => _entries.Any(entry => entry.Id == eventId);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, formatter(state, exception)));
}
