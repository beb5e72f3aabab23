using LogActors;
using Microsoft.Extensions.Options;

namespace Samples;

internal static class LogFilePlace
{
    /// <summary>Tells on the console where the service listens and where its log file is.</summary>
    public static void Say(WebApplication app)
    {
        LogActorsOptions options = app.Services.GetRequiredService<IOptions<LogActorsOptions>>().Value;
        Console.WriteLine($"Orders listens on {string.Join(", ", app.Urls)}");
        Console.WriteLine(options.Cluster.Gateways.Count > 0 || app.Configuration.GetConnectionString(options.Cluster.ConnectionName) is not null
            ? $"Log file:    {options.File}.log, in the log root of the configured cluster's silo"
            : $"Log file:    {Path.GetFullPath(Path.Combine(options.LocalSilo.Directory, $"{options.File}.log"))}");
    }
}
