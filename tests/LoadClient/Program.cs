using System.Globalization;
using LogActors;
using LogActors.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A producer for the end-to-end tests: `LoadClient <tag> <threads> <recordsPerThread> [ending]`, everything else by configuration. Says on standard output when it has started,
// and at the end what became of its records. With the ending `pause` it waits for a line on standard input before it ends, so that a test can kill it first, and with `signal` for a signal; with
// `return`, `exit` and `throw` it ends at once, without disposing of anything. `LoadClient levels` talks of levels instead.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "load-client" });
builder.Logging.ClearProviders();
builder.Logging.AddFilter("Microsoft", LogLevel.None);            // the host's own records would only be in the checker's way
builder.Logging.AddLogActors();
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(2));
IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("started");

if (args is ["levels"])
{
    await LevelTalk.RunAsync(host.Services);
    await host.StopAsync();
    return;
}

string tag = args[0];
int threads = int.Parse(args[1], CultureInfo.InvariantCulture);
int perThread = int.Parse(args[2], CultureInfo.InvariantCulture);
string ending = args.Length > 3 ? args[3] : "";
ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Load");
AppDomain.CurrentDomain.UnhandledException += (_, _) => Records.LastWords(logger);
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
switch (ending)
{
    case "pause":
        Console.ReadLine();
        break;
    case "signal":
        await host.WaitForShutdownAsync();
        break;
    case "return":
        return;
    case "exit":
        Environment.Exit(7);
        break;
    case "throw":
        Thread failing = new(() => throw new InvalidOperationException("This is what the test asked for."));
        failing.Start();
        failing.Join();
        break;
}

await host.StopAsync();
await ((IAsyncDisposable)host).DisposeAsync();
DeliveryCounts counts = delivery.Counts;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"accepted {counts.Accepted} written {counts.Written} dropped {counts.Dropped}"));
