using System.Globalization;
using LogActors;
using LogActors.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A producer for the end-to-end tests: `LoadClient <tag> <threads> <recordsPerThread> [pause]`, everything else by configuration. Says on standard output when it has started,
// and at the end what became of its records. With `pause` it waits for a line on standard input before it ends, so that a test can kill it first.
string tag = args[0];
int threads = int.Parse(args[1], CultureInfo.InvariantCulture);
int perThread = int.Parse(args[2], CultureInfo.InvariantCulture);
bool pause = args.Contains("pause");

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "load-client" });
builder.Logging.ClearProviders();
builder.Logging.AddFilter("Microsoft", LogLevel.None);            // the host's own records would only be in the checker's way
builder.Logging.AddLogActors();
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("started");

ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Load");
Thread[] workers = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
{
    for (int i = 0; i < perThread; i++)
    {
        Records.Record(logger, tag, thread, i);
    }
}))];
foreach (Thread worker in workers)
{
    worker.Start();
}

foreach (Thread worker in workers)
{
    worker.Join();
}

ILogDelivery delivery = host.Services.GetRequiredService<ILogDelivery>();
Console.WriteLine("logged");
if (pause)
{
    Console.ReadLine();
}

await host.StopAsync();
await ((IAsyncDisposable)host).DisposeAsync();
DeliveryCounts counts = delivery.Counts;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {counts.Accepted} written {counts.Written} dropped {counts.Dropped}"));
