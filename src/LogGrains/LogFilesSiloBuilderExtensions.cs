using System.Diagnostics.Metrics;
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
    private const int MaxRequestsOfAFile = 10_000;
    private const int KnownGrains = 10_000;

    /// <summary>Adds what the log-file grains need.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="root">The locked log root. Not owned: the caller frees it after the silo has stopped.</param>
    /// <param name="settings">The settings of the log files; may be changed while the silo runs.</param>
    /// <param name="maxOpenFiles">How many log files are open at once; <see cref="LogStoreOptions.MaxOpenFiles"/>.</param>
    /// <returns><paramref name="builder"/>, for further calls.</returns>
    public static ISiloBuilder AddLogFiles(this ISiloBuilder builder, LogRoot root, LogFileSettings settings, int maxOpenFiles = 1000)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(root);
        builder.Services.AddSingleton(settings);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ILogStorage, LogStorage>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(provider => new SiloInstruments(provider.GetRequiredService<IMeterFactory>().Create(SiloInstruments.MeterName)));
        builder.Services.AddSingleton(provider => CreateWriters(provider, maxOpenFiles));
        builder.Services.AddHostedService<Caretaker>();
        builder.Configure<SiloMessagingOptions>(options =>
        {
            options.MaxMessageBodySize = MaxBodyBytes;
            options.MaxMessageHeaderSize = MaxHeaderBytes;
            options.MaxEnqueuedRequestsHardLimit = MaxRequestsOfAFile;
        });
        builder.Configure<GrainDirectoryOptions>(options => options.CacheSize = KnownGrains);     // each of the caches is allocated in full: 9 MB for the usual million
#pragma warning disable ORLEANSEXP003 // The other directory allows a second activation while silos come and go; the lock of the log file would make it wait, but it should not be there at all.
        builder.AddDistributedGrainDirectory(LogFileGrain.Directory);
#pragma warning restore ORLEANSEXP003
        return builder;
    }

    private static LogFileWriters CreateWriters(IServiceProvider services, int maxOpenFiles)
    {
        LogFileWriters writers = ActivatorUtilities.CreateInstance<LogFileWriters>(services, maxOpenFiles);
        services.GetRequiredService<SiloInstruments>().Observe(writers);
        return writers;
    }
}
