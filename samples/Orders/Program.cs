using Samples;

if (!RequestRun.TryParse(args, out RequestRun? run, out string? error))
{
    Console.Error.WriteLine(error);
    return 2;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddLogActors();                                 // the whole of it
builder.Services.AddSingleton<OrderBook>();
builder.Services.AddHttpClient<PaymentClient>();

await using WebApplication app = builder.Build();
app.MapOrders();
await app.StartAsync();
LogFilePlace.Say(app);
if (run is null)
{
    await app.WaitForShutdownAsync();
    return 0;
}

int exitCode = await run.DriveAsync(app);
await app.StopAsync();
return exitCode;
