using LogActors;
using Microsoft.Extensions.Options;

namespace Samples;

internal static class LogFilePlace
{
    /// <summary>Tells on the console where the log file is.</summary>
    public static void Say(WebApplication app)
    {
        LogActorsOptions options = app.Services.GetRequiredService<IOptions<LogActorsOptions>>().Value;
        LogClusterOptions cluster = options.Cluster;
        bool elsewhere = cluster.Gateways.Count > 0 || cluster.ConnectionString is not null || app.Configuration.GetConnectionString(cluster.ConnectionName) is not null;
        Console.WriteLine(elsewhere
            ? $"Log file:    {options.File}.log, in the log root of the configured cluster's silo"
            : $"Log file:    {Path.GetFullPath(Path.Combine(options.LocalSilo.Directory, $"{options.File}.log"))}");
    }
}
