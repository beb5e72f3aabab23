using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>A provider that is told of changed filters after the provider under test, and before the loggers are.</summary>
internal sealed class ListeningProvider : ILoggerProvider
{
    private readonly IDisposable? _subscription;

    private ListeningProvider(IOptionsMonitor<LoggerFilterOptions> filters, Action changed) => _subscription = filters.OnChange((_, _) => changed());

    public static void AddTo(HostApplicationBuilder builder, Action changed) =>
        builder.Services.AddSingleton<ILoggerProvider>(services => new ListeningProvider(services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(), changed));

    public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

    public void Dispose() => _subscription?.Dispose();
}
