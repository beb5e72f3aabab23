using Microsoft.Extensions.Logging.Console;
using Samples;

if (!CommandLine.TryParse(args, out CommandLine? line, out string? error))
{
    Console.Error.WriteLine(error);
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.Settings, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddLogActors();                                 // the whole of it
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddHttpClient<PaymentClient>();
if (line.Requests is not null)
{
    builder.Logging.AddFilter<ConsoleLoggerProvider>(nameof(Samples), LogLevel.None);   // some of the requests fail on purpose
}

await using WebApplication app = builder.Build();
app.MapOrders();
await app.StartAsync();
Console.WriteLine($"Orders listens on {string.Join(", ", app.Urls)}");
if (line.Requests is { } requests)
{
    int exitCode = await new RequestRun(requests).DriveAsync(app);
    LogFilePlace.Say(app);
    await app.StopAsync();
    return exitCode;
}

LogFilePlace.Say(app);
await app.WaitForShutdownAsync();
return 0;
