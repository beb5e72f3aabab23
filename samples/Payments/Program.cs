using Samples;

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.AddLogActors();
builder.Services.AddSingleton<PaymentDesk>();

await using WebApplication app = builder.Build();
app.MapPost("/payments", (PaymentRequest request, PaymentDesk desk) =>
    desk.Charge(request) is { } payment ? Results.Text(payment) : Results.StatusCode(StatusCodes.Status402PaymentRequired));
app.MapGet("/health", () => Results.Ok());
await app.RunAsync();
