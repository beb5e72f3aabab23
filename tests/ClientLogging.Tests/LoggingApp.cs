using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>An application's logging with the provider in it, over a cluster that a test plays.</summary>
internal sealed class LoggingApp : IAsyncDisposable
{
    private readonly LoggerFactory _factory;

    public LoggingApp(ILogCluster cluster, LogActorsOptions? options = null, TimeProvider? time = null, RecordResource? resource = null)
    {
        Options = new ChangeableOptions(options ?? Some.Options());
        Delivery = new LogDelivery(Options.CurrentValue, Some.File, cluster, time ?? TimeProvider.System, resource: resource ?? Some.Resource);
        Provider = new LogActorsLoggerProvider(Options, Delivery, time ?? TimeProvider.System);
        _factory = new LoggerFactory([Provider], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        Logger = LoggerFor(Some.Category);
    }

    public ChangeableOptions Options { get; }

    public LogDelivery Delivery { get; }

    public LogActorsLoggerProvider Provider { get; }

    public ILogger Logger { get; }

    /// <summary>Logs to a silo that accepts everything, and returns what has arrived there.</summary>
    public static async Task<IReadOnlyList<SentRecord>> RecordsOfAsync(Action<ILogger> log, LogActorsOptions? options = null, TimeProvider? time = null)
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, options, time);
        log(app.Logger);
        await app.Delivery.FlushAsync();
        return silo.Records;
    }

    /// <summary>Logs one record, and returns it as it has arrived.</summary>
    public static async Task<SentRecord> RecordOfAsync(Action<ILogger> log, LogActorsOptions? options = null, TimeProvider? time = null) =>
        Assert.Single(await RecordsOfAsync(log, options, time));

    public ILogger LoggerFor(string category) => _factory.CreateLogger(category);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync().AsTask().OrHung("the end of the provider");
        _factory.Dispose();
    }
}
