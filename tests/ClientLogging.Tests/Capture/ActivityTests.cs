using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>What <see cref="ActivityTrackingOptions"/> asks for arrives as scopes; the ids are in the record already.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task Log_WithTagsAndBaggageTracked_CarriesThemAsPropertiesOfScopes()
    {
        using Activity activity = Started();

        SentRecord record = await RecordWithAsync(ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId | ActivityTrackingOptions.Tags | ActivityTrackingOptions.Baggage);

        Assert.Equal([[("http.status", 200L), ("cached", true)], [("tenant", "t1")], [("Id", 5L)]], record.Scopes.Select(scope => scope.Properties));
        Assert.Equal(["", "", "Request 5"], record.Scopes.Select(scope => scope.Text));
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString()), (record.TraceId, record.SpanId));
    }

    [Theory]
    [InlineData(ActivityTrackingOptions.None)]
    [InlineData(ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId | ActivityTrackingOptions.ParentId | ActivityTrackingOptions.TraceFlags | ActivityTrackingOptions.TraceState)]
    public async Task Log_WithIdsTrackedOrNothing_CarriesTheIdsOnce(ActivityTrackingOptions tracked)
    {
        using Activity activity = Started();

        SentRecord record = await RecordWithAsync(tracked);

        Assert.Equal([("Id", 5L)], Assert.Single(record.Scopes).Properties);
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString()), (record.TraceId, record.SpanId));
    }

    [Fact]
    public async Task Log_WithTagsTrackedAndNoneThere_CarriesNoScopeForThem()
    {
        using Activity activity = new Activity("bare").SetIdFormat(ActivityIdFormat.W3C).Start();

        SentRecord record = await RecordWithAsync(ActivityTrackingOptions.Tags | ActivityTrackingOptions.Baggage);

        Assert.Equal([("Id", 5L)], Assert.Single(record.Scopes).Properties);
    }

    private static Activity Started() =>
        new Activity("request").SetIdFormat(ActivityIdFormat.W3C).AddTag("http.status", 200).AddTag("cached", true).AddBaggage("tenant", "t1").Start();

    private static async Task<SentRecord> RecordWithAsync(ActivityTrackingOptions tracked)
    {
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo);
        builder.Logging.Configure(options => options.ActivityTrackingOptions = tracked);
        using IHost host = builder.Build();
        using (host.Logger().BeginScope("Request {Id}", 5))
        {
            host.Logger().LogInformation("handled");
        }

        await host.Delivery().FlushAsync();
        return Assert.Single(silo.Records);
    }
}
