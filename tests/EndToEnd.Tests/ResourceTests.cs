using System.Text.Json;

namespace LogActors.Tests;

/// <summary>Two services share a log file, and each of its lines says whose it is.</summary>
public sealed class ResourceTests
{
    private const int Records = 5_000;

    [Fact]
    public async Task Lines_OfTwoProcessesInOneLogFile_NameTheServiceOfEach()
    {
        await using Playground ground = new();
        await ground.StartSiloAsync(settings: new()
        {
            ["LogActors__Files__load__Format"] = "Json",
            ["LogActors__Files__load__Resource"] = "service.name,team,process.pid,deployment.environment.name",
        });

        RunningProgram orders = ground.StartLoad("orders", 2, Records / 2, new() { ["OTEL_SERVICE_NAME"] = "Orders", ["OTEL_RESOURCE_ATTRIBUTES"] = "service.name=weaker,team=blue%2C%20green" });
        RunningProgram payments = ground.StartLoad("payments", 2, Records / 2, new() { ["OTEL_RESOURCE_ATTRIBUTES"] = "service.name=Payments,deployment.environment.name=Staging" });
        Assert.Equal(0, await orders.WaitForExitAsync());
        Assert.Equal(0, await payments.WaitForExitAsync());

        (string Tag, string Resource)[] lines = [.. ground.Lines("load").Select(Parse)];
        Assert.Equal(2 * Records, lines.Length);
        Assert.Equal(
            [
                ("orders", $$"""{"service.name":"Orders","team":"blue, green","process.pid":"{{Playground.Text(orders.Id)}}","deployment.environment.name":"Production"}"""),
                ("payments", $$"""{"service.name":"Payments","process.pid":"{{Playground.Text(payments.Id)}}","deployment.environment.name":"Staging"}"""),
            ],
            lines.Distinct().OrderBy(line => line.Tag, StringComparer.Ordinal));
        Assert.Equal(Records, lines.Count(line => line.Tag == "orders"));
    }

    private static (string Tag, string Resource) Parse(string line)
    {
        using JsonDocument parsed = JsonDocument.Parse(line);
        return (parsed.RootElement.GetProperty("Tag").GetString()!, parsed.RootElement.GetProperty("Resource").GetRawText());
    }
}
