using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>A real host with the provider in it, configured by keys and values; with a cluster that a test plays, or none.</summary>
internal static class HostedApp
{
    public const string Section = "Logging:LogActors";

    public static HostApplicationBuilder Builder(ILogCluster? cluster = null, params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "My Shop" });
        builder.Configuration.AddInMemoryCollection([new($"{Section}:LocalSilo:Enabled", "false"), new($"{Section}:ShutdownTimeout", "00:00:00")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddFilter("Microsoft", LogLevel.None);  // the host's own records
        builder.Logging.AddLogActors();
        if (cluster is not null)
        {
            builder.Services.Replace(ServiceDescriptor.Singleton(services => new LogDelivery(
                services.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue,
                Some.File,
                cluster,
                services.GetService<TimeProvider>() ?? TimeProvider.System)));
        }

        return builder;
    }

    public static ILogger Logger(this IHost host, string category = Some.Category) => host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    public static LogDelivery Delivery(this IHost host) => host.Services.GetRequiredService<LogDelivery>();

    /// <summary>Changes settings at run time, as an edited file would.</summary>
    public static void Reload(this HostApplicationBuilder builder, params (string Key, string? Value)[] settings)
    {
        foreach ((string key, string? value) in settings)
        {
            builder.Configuration[$"{Section}:{key}"] = value;
        }

        ((IConfigurationRoot)builder.Configuration).Reload();
    }
}
