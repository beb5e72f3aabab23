using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Bench;

/// <summary>The child process: builds and starts one host, and says how many milliseconds that took.</summary>
internal static class HostStartMeasure
{
    public const string Name = "measure-hoststart";

    public static async Task<int> RunAsync(string kind)
    {
        long begin = Stopwatch.GetTimestamp();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "bench" });
        builder.Logging.ClearProviders();
        if (kind == "with")
        {
            builder.Logging.AddLogActors(options =>
            {
                options.LocalSilo.Enabled = false;
                options.Cluster.Gateways.Add("127.0.0.1:1");    // nobody listens there
                options.ShutdownTimeout = TimeSpan.FromMilliseconds(100);
            });
        }

        using IHost host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(Stopwatch.GetElapsedTime(begin).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        await host.StopAsync();
        return 0;
    }
}
