using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>An application whose silo, played by a test, asks for levels.</summary>
internal sealed class LevelledApp : IAsyncDisposable
{
    private readonly Channel<LoggerFilterOptions> _refreshes = Channel.CreateUnbounded<LoggerFilterOptions>();
    private readonly IHost _host;

    public LevelledApp(Action<HostApplicationBuilder>? configure = null, params (string Key, string? Value)[] settings)
    {
        Builder = HostedApp.Builder(Silo, [($"{HostedApp.Section}:FlushInterval", "00:00:00"), .. settings]);
        Builder.Services.AddSingleton<TimeProvider>(Time);
        configure?.Invoke(Builder);
        _host = Builder.Build();
        Factory = _host.Services.GetRequiredService<ILoggerFactory>();
        _host.Services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().OnChange(options => _refreshes.Writer.TryWrite(options));     // after the factory, which has then looked
    }

    public AskedSilo Silo { get; } = new();

    public WatchedTime Time { get; } = new();

    public HostApplicationBuilder Builder { get; }

    public ILoggerFactory Factory { get; }

    public IServiceProvider Services => _host.Services;

    public DeliveryCounts Counts => _host.Delivery().Counts;

    /// <summary>How many times the loggers looked at their filters again that the test has not awaited.</summary>
    public int Refreshes => _refreshes.Reader.Count;

    public ILogger Logger(string category = Some.Category) => Factory.CreateLogger(category);

    /// <summary>Waits until all loggers have looked at their filters again.</summary>
    public Task<LoggerFilterOptions> NextRefreshAsync() => _refreshes.Reader.ReadAsync().AsTask().OrHung("a refresh of the filters");

    /// <summary>Answers the next question for levels, and waits until the answer is applied.</summary>
    public async Task AnswerAsync(params (string LogFile, LogFileLevels Levels)[] levels)
    {
        (await Silo.NextQuestionAsync()).Answer(levels);
        await NextRefreshAsync();
    }

    /// <summary>Lets the time pass in which categories and changes gather, and waits until all loggers have looked at their filters again.</summary>
    public async Task GatherAsync()
    {
        Time.Advance(await Time.NextTimerAsync());
        await NextRefreshAsync();
    }

    /// <summary>Lets the time pass after which the silo is asked again.</summary>
    public void PassPeriod() => Time.Advance(TimeSpan.FromSeconds(10));

    /// <summary>The lowest level that a category is sent from.</summary>
    public LogLevel LevelOf(string category)
    {
        ILogger logger = Logger(category);
        return Enum.GetValues<LogLevel>().First(level => level == LogLevel.None || logger.IsEnabled(level));
    }

    public Task FlushAsync() => _host.Delivery().FlushAsync().OrHung("the delivery");

    public async ValueTask DisposeAsync()
    {
        await _host.Delivery().DisposeAsync().AsTask().OrHung("the end of the delivery");
        _host.Dispose();
    }
}
