using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Enrichment;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed partial class EnrichmentTests
{
    [Fact]
    public async Task Log_WithAnEnricher_CarriesItsTagsWithTheirTypes()
    {
        DateTimeOffset at = Some.Time;
        using TelemetryApp app = Enriched(tags =>
        {
            tags.Add("Number", 1);
            tags.Add("Text", "two");
            tags.Add("Ratio", 0.5);
            tags.Add("Flag", true);
            tags.Add("At", at);
            tags.Add("Id", Guid.Empty);
            tags.Add("List", new[] { 1, 2 });
        });

        Placed(app.Logger, 42);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Order 42 placed", record.Message);
        Assert.Equal("Order {id} placed", record.Template);
        Assert.Equal(
            [("Number", 1L), ("Text", "two"), ("Ratio", 0.5), ("Flag", true), ("At", at), ("Id", Guid.Empty), ("id", 42L)],
            record.Properties.Where(property => property.Name != "List"));
        Assert.Equal(new List<object?> { 1L, 2L }, record["List"]);
    }

    [Fact]
    public async Task Log_FromAnExtensionMethodWithAnEnricher_CarriesTheSame()
    {
        using TelemetryApp app = Enriched(tags => tags.Add("Tenant", 7));

        for (int i = 0; i < 3; i++)
        {
            app.Logger.LogWarning(new EventId(3, "Placed"), "Order {Id} placed", i);
        }

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.All(records, record => Assert.Equal((LogLevel.Warning, "Placed", "Order {Id} placed"), (record.Level, record.Event.Name!, record.Template)));
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => ($"Order {i} placed", (object?)7L, (object?)(long)i)),
            records.Select(record => (record.Message, record["Tenant"], record["Id"])));
    }

    [Fact]
    public async Task Log_WithAStaticEnricher_CarriesItsTagsInEachRecord()
    {
        using TelemetryApp app = new(builder =>
        {
            builder.Logging.EnableEnrichment();
            builder.Services.AddStaticLogEnricher(new Enricher(tags => tags.Add("Build", 99)));
        });

        Placed(app.Logger, 1);
        app.Logger.LogInformation("Text");

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal([[("Build", 99L), ("id", 1L)], [("Build", 99L)]], records.Select(record => record.Properties));
    }

    [Fact]
    public async Task Log_TagsThatChangeFromRecordToRecord_CarriesEachItsOwn()
    {
        int call = 0;
        using TelemetryApp app = Enriched(tags => tags.Add($"Tag{call++ % 3}", call));

        for (int i = 0; i < 100; i++)
        {
            Placed(app.Logger, i);
        }

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => new (string, object?)[] { ($"Tag{i % 3}", i + 1L), ("id", (long)i) }),
            records.Select(record => record.Properties));
    }

    [Fact]
    public async Task Log_TagWithTheNameOfAProperty_KeepsBoth()
    {
        using TelemetryApp app = Enriched(tags => tags.Add("id", "the enricher's"));

        Placed(app.Logger, 42);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal("Order 42 placed", record.Message);
        Assert.Equal([("id", "the enricher's"), ("id", 42L)], record.Properties);
    }

    [Fact]
    public async Task Log_EnricherThrows_CarriesTheRestOfTheRecord()
    {
        using TelemetryApp app = Enriched(_ => throw new InvalidOperationException("no tags"));

        Placed(app.Logger, 42);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal([("id", 42L)], record.Properties);
    }

    [Fact]
    public async Task Log_WithAnException_CarriesItsTagsAndItsText()
    {
        using TelemetryApp app = new(builder => builder.Logging.EnableEnrichment(options =>
        {
            options.CaptureStackTraces = true;
            options.IncludeExceptionMessage = true;
        }));
        Exception thrown = Thrown();

        app.Logger.LogError(thrown, "Failed");
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal(["exception.type", "exception.message", "exception.stacktrace"], record.Properties.Select(property => property.Name));
        Assert.Equal(("System.FormatException", "bad order"), (record["exception.type"], record["exception.message"]));
        Assert.Contains(nameof(Thrown), Assert.IsType<string>(record["exception.stacktrace"]));
        Assert.Equal(("System.FormatException", thrown.ToString()), (record.ExceptionType, record.Exception));
    }

    [Fact]
    public async Task Log_StatesThatAreNoLists_KeepTheirMessages()
    {
        using TelemetryApp app = Enriched(tags => tags.Add("Tenant", 7));

        app.Logger.Say("a text");
        app.Logger.Log(LogLevel.Information, default, 5, null, static (state, _) => $"state {state}");
        app.Logger.Log<object?>(LogLevel.Information, default, null, null, static (_, _) => "no state");

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal([("a text", "a text"), ("", "state 5"), ("", "no state")], records.Select(record => (record.Template, record.Message)));
        Assert.Equal([[("Tenant", 7L)], [("Tenant", 7L), ("{OriginalFormat}", 5L)], [("Tenant", 7L)]], records.Select(record => record.Properties));
    }

    [Fact]
    public async Task BeginScope_WithEnrichment_CarriesTheScope()
    {
        using TelemetryApp app = Enriched(tags => tags.Add("Tenant", 7));

        using (app.Logger.BeginScope("Request {Id}", 5))
        {
            Placed(app.Logger, 42);
        }

        SentRecord record = Assert.Single(await app.RecordsAsync());
        (string text, IReadOnlyList<(string, object?)> properties) = Assert.Single(record.Scopes);
        Assert.Equal("Request 5", text);
        Assert.Equal([("Id", 5L)], properties);
    }

    [Fact]
    public async Task Log_WithEnrichmentAndTagsTracked_CarriesTheActivitysTagsAndIds()
    {
        using TelemetryApp app = new(builder =>
        {
            builder.Logging.EnableEnrichment();
            builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.Tags | ActivityTrackingOptions.Baggage);
        });
        using Activity activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).AddTag("http.status", 200).AddBaggage("tenant", "t1").Start();

        Placed(app.Logger, 42);
        SentRecord record = Assert.Single(await app.RecordsAsync());

        Assert.Equal([[("http.status", 200L)], [("tenant", "t1")]], record.Scopes.Select(scope => scope.Properties));
        Assert.Equal(activity.TraceId.ToHexString(), record.TraceId);
    }

    private static TelemetryApp Enriched(Action<IEnrichmentTagCollector> enrich) => new(builder =>
    {
        builder.Logging.EnableEnrichment();
        builder.Services.AddLogEnricher(new Enricher(enrich));
    });

    private static FormatException Thrown()
    {
        try
        {
            throw new FormatException("bad order");
        }
        catch (FormatException thrown)
        {
            return thrown;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Order {id} placed")]
    private static partial void Placed(ILogger logger, int id);
}
