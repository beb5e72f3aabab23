using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>Each batch begins with the resource.</summary>
public sealed class ResourceBatchTests
{
    private static readonly RecordResource Largest = new([new("a", new string('x', RecordFormat.MaxResourceBytes - 6))]);

    [Fact]
    public async Task Batches_OfAllLogFiles_BeginWithTheResource()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Some.Options(routes: ("Shop.Pay", "payments")));
        for (int i = 0; i < 2_000; i++)
        {
            app.Logger.Say(Some.Kilobyte("x"));
            app.LoggerFor("Shop.Pay").Say("y");
        }

        await app.Delivery.FlushAsync();

        Assert.True(silo.Batches.Count > 5, $"There are {silo.Batches.Count} batches.");
        Assert.All(silo.Batches, batch => Assert.Equal("service.name=My Shop host.name=box", batch.Resource));
        Assert.Equal(4_000, silo.Records.Count);
    }

    [Fact]
    public async Task Batches_OfAProviderWithoutAResource_HaveNothingOfIt()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, resource: RecordResource.Empty);
        app.Logger.Say("x");

        await app.Delivery.FlushAsync();

        Assert.Equal("", Assert.Single(silo.Batches).Resource);
    }

    [Theory]
    [InlineData(16 * 1024 * 1024)]
    [InlineData(512 * 1024)]
    public async Task LongestRecord_BehindTheLongestResource_Arrives(int capacityBytes)
    {
        string text = new('x', 600 * 1024);
        KeyValuePair<string, object?>[] state = [.. Enumerable.Range(0, 256).Select(i => new KeyValuePair<string, object?>($"{i}{new string('n', 90)}", text))];
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, Some.Options(capacityBytes, maxRecordBytes: 512 * 1024), resource: Largest);

        app.Logger.Log(LogLevel.Error, default, state, new FormatException(text), (_, _) => text);
        await app.Delivery.FlushAsync();

        Assert.Equal(256, Assert.Single(silo.Records).Properties.Count);
        Assert.Equal(0, app.Delivery.Counts.Dropped);
    }

    [Fact]
    public async Task Drops_OfASmallBuffer_AreReportedBehindTheLongestResource()
    {
        UnreachableCluster nobody = new();
        await using LoggingApp app = new(nobody, Some.Options(capacityBytes: 64 * 1024, maxRecordBytes: 4096, shutdownTimeout: TimeSpan.Zero), resource: Largest);
        for (int i = 0; i < 200; i++)
        {
            app.Logger.Say(Some.Kilobyte("x"));
        }

        DeliveryCounts counts = app.Delivery.Counts;
        Assert.Equal(200, counts.Accepted);
        Assert.InRange(counts.Waiting, 20, 40);                      // of 64 KiB, 32 are the resource's
    }

    [Fact]
    public async Task Options_BoundFromConfiguration_AreInTheOptions()
    {
        HostApplicationBuilder builder = HostedApp.Builder(new PromptSilo(), [($"{HostedApp.Section}:ResourceAttributes:service.version", "7"), ($"{HostedApp.Section}:ResourceAttributes:host.name", "")]);

        using IHost host = builder.Build();
        await host.StartAsync();

        LogActorsOptions options = host.Services.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue;
        Assert.Equal([new("host.name", ""), new("service.version", "7")], options.ResourceAttributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal));
    }
}
