using LogActors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Makes a silo the home of log files.</summary>
public static class LogFilesSiloBuilderExtensions
{
    private const int MaxBodyBytes = 2 * 1024 * 1024;
    private const int MaxHeaderBytes = 64 * 1024;

    /// <summary>Adds what the log-file grains need.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="root">The locked log root. Not owned: the caller frees it after the silo has stopped.</param>
    /// <param name="settings">The settings of the log files; may be changed while the silo runs.</param>
    /// <returns><paramref name="builder"/>, for further calls.</returns>
    public static ISiloBuilder AddLogFiles(this ISiloBuilder builder, LogRoot root, LogFileSettings settings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(root);
        builder.Services.AddSingleton(settings);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ILogStorage, LogStorage>();
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LogFileWriters>(provider));
        builder.Configure<SiloMessagingOptions>(options =>
        {
            options.MaxMessageBodySize = MaxBodyBytes;
            options.MaxMessageHeaderSize = MaxHeaderBytes;
        });
        return builder;
    }
}
