using LogActors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Logging;

/// <summary>Adds LogActors to an application's logging.</summary>
public static class LogActorsLoggingBuilderExtensions
{
    /// <summary>Sends the application's records to log files that a silo writes, in another process.</summary>
    /// <param name="builder">The application's logging, such as <c>builder.Logging</c>.</param>
    /// <returns><paramref name="builder"/>, for further calls.</returns>
    /// <remarks>
    /// Settings come from the configuration section <c>Logging:LogActors</c> and are checked when the host starts. Without a configured cluster a silo is started
    /// on this machine. Nothing here waits for a silo: records gather in a bounded buffer until one answers. A silo may ask for other levels than the application's filters say. Called again, it adds nothing.
    /// </remarks>
    public static ILoggingBuilder AddLogActors(this ILoggingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddConfiguration();
        IServiceCollection services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(LogDelivery)))
        {
            return builder;
        }

        services.AddSingleton<IConfigureOptions<LogActorsOptions>, LogActorsConfigurationChecker>();
        services.AddSingleton<IConfigureOptions<LogActorsOptions>, LogActorsConfigureOptions>();
        services.AddSingleton<IOptionsChangeTokenSource<LogActorsOptions>, LoggerProviderOptionsChangeTokenSource<LogActorsOptions, LogActorsLoggerProvider>>();
        services.AddOptionsWithValidateOnStart<LogActorsOptions, LogActorsOptionsValidator>();
        services.AddSingleton<IOptionsFactory<LogActorsOptions>, LogActorsOptionsFactory>();
        services.AddSingleton(static provider => LogDelivery.Create(
            provider.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue,
            ApplicationDescription.From(provider.GetService<IHostEnvironment>()),
            name => provider.GetService<IConfiguration>()?.GetConnectionString(name),
            name => provider.GetService<IConfiguration>()?[name] ?? Environment.GetEnvironmentVariable(name),    // a host's configuration has the environment, and may have more
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<ILogDelivery>(static provider => provider.GetRequiredService<LogDelivery>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, LogActorsLoggerProvider>(static provider => new LogActorsLoggerProvider(
            provider.GetRequiredService<IOptionsMonitor<LogActorsOptions>>(),
            provider.GetRequiredService<LogDelivery>(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<LevelRules>(),
            provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>())));
        services.AddSingleton<LevelRules>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(static provider => provider.GetRequiredService<LevelRules>());
        services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(static provider => provider.GetRequiredService<LevelRules>());
        services.AddHostedService<LogDeliveryService>();
        return builder;
    }

    /// <summary>Sends the application's records to log files that a silo writes, in another process, with settings made in code.</summary>
    /// <param name="builder">The application's logging, such as <c>builder.Logging</c>.</param>
    /// <param name="configure">Changes the options after the configuration has been read.</param>
    /// <returns><paramref name="builder"/>, for further calls.</returns>
    public static ILoggingBuilder AddLogActors(this ILoggingBuilder builder, Action<LogActorsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.AddLogActors();
        builder.Services.Configure(configure);
        return builder;
    }
}
