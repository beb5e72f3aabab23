using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors;

/// <summary>The provider: makes the loggers, and routes each category to a log file.</summary>
/// <remarks>
/// Made by <see cref="LogActorsLoggingBuilderExtensions.AddLogActors(ILoggingBuilder)"/>. Thread-safe. Takes no logger, cluster client or grain factory from the
/// application's container: those log while they are being built. Disposing it delivers what is buffered, within <see cref="LogActorsOptions.ShutdownTimeout"/>.
/// </remarks>
[ProviderAlias("LogActors")]
public sealed class LogActorsLoggerProvider : ILoggerProvider, ISupportExternalScope, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, LogActorsLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LogDelivery _delivery;
    private readonly LevelSubscription? _levels;
    private readonly IDisposable? _subscription;
    private readonly IDisposable? _filterSubscription;
    private volatile FileRoutes _routes;

    internal LogActorsLoggerProvider(IOptionsMonitor<LogActorsOptions> options, LogDelivery delivery, TimeProvider time, LevelRules? rules = null, IOptionsMonitor<LoggerFilterOptions>? filters = null)
    {
        _delivery = delivery;
        Time = time;
        LogActorsOptions current = options.CurrentValue;
        Settings = RecordSettings.From(current);
        _routes = FileRoutes.From(current, delivery.DefaultFile);
        _levels = rules is null ? null : delivery.SubscribeToLevels(rules, () => _routes, () => _loggers.Keys);
        _filterSubscription = filters?.OnChange((changed, _) => _levels?.Note(changed));
        _subscription = options.OnChange(Apply);
    }

    internal TimeProvider Time { get; }

    internal CallSiteCache CallSites { get; } = new();

    internal IExternalScopeProvider? Scopes { get; private set; }

    internal RecordSettings Settings { get; private set; }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        if (_loggers.TryGetValue(categoryName, out LogActorsLogger? known))
        {
            return known;
        }

        LogActorsLogger logger = _loggers.GetOrAdd(categoryName, static (category, self) => new LogActorsLogger(category, self), this);
        _levels?.Meet();
        return logger;
    }

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        _filterSubscription?.Dispose();
        _delivery.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _filterSubscription?.Dispose();
        await _delivery.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Finds, and from then on remembers, the buffer of a logger's log file.</summary>
    internal RecordBuffer BufferFor(LogActorsLogger logger)
    {
        while (true)
        {
            FileRoutes routes = _routes;
            RecordBuffer buffer = _delivery.BufferFor(routes.FileOf(logger.Category));
            logger.Buffer = buffer;
            Interlocked.MemoryBarrier();                        // routes that change from here on reset the logger; those that have changed are seen here
            if (ReferenceEquals(routes, _routes))
            {
                return buffer;
            }
        }
    }

    private void Apply(LogActorsOptions options)
    {
        Settings = RecordSettings.From(options);
        _delivery.Apply(options);
        _routes = FileRoutes.From(options, _delivery.DefaultFile);
        Interlocked.MemoryBarrier();
        foreach (LogActorsLogger logger in _loggers.Values)
        {
            logger.Buffer = null;                               // looked up again with the next record
        }

        _levels?.Ask();
    }
}
