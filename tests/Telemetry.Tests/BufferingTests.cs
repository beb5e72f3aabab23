using System.Diagnostics;
using Microsoft.Extensions.Compliance.Redaction;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Buffering;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>What Microsoft.Extensions.Telemetry holds back arrives as it was made, once it is let go.</summary>
public sealed partial class BufferingTests
{
    private static readonly DateTimeOffset ProvidersTime = new(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Flush_OfBufferedRecords_SendsThemInOrderWithTheTimesAtWhichTheyWereMade()
    {
        using TelemetryApp app = Buffering();
        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        for (int i = 0; i < 600; i++)
        {
            Placed(app.Logger, i, "Ada");
        }

        DateTimeOffset end = TimeProvider.System.GetUtcNow();
        Assert.Empty(await app.RecordsAsync());

        Flush(app);

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"Order {i} of <covered>"), records.Select(record => record.Message));
        Assert.All(records, record => Assert.InRange(record.At, begin, end));
        Assert.Equal(records.Select(record => record.At).Order(), records.Select(record => record.At));
    }

    [Fact]
    public async Task Flush_OfABufferedRecord_SendsAllThatWasKeptOfIt()
    {
        using TelemetryApp app = Buffering();
        Placed(app.Logger, 42, "Ada");
        app.Logger.LogInformation(new FormatException("bad"), "Failed");

        Flush(app);

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal((LogLevel.Information, Some.Category, 1, "Order {id} of {customer}"), (records[0].Level, records[0].Category, records[0].Event.Id, records[0].Template));
        Assert.Equal([("customer", "<covered>"), ("id", "42")], records[0].Properties); // whoever holds them back keeps texts only
        Assert.Null(records[0].Exception);
        Assert.Equal("bad", records[1].Exception);
        Assert.Equal("System.FormatException", records[1]["exception.type"]);
        Assert.False(app.HasSent("Ada"));
    }

    [Fact]
    public async Task Flush_InAScopeAndAnActivity_SendsRecordsWithoutThem()
    {
        using TelemetryApp app = Buffering();
        Placed(app.Logger, 42, "Ada");
        using Activity activity = new("the flusher's");
        activity.SetIdFormat(ActivityIdFormat.W3C);
        activity.Start();

        using (app.Logger.BeginScope("the flusher's"))
        {
            Flush(app);
        }

        SentRecord record = Assert.Single(await app.RecordsAsync());
        Assert.Empty(record.Scopes);
        Assert.Equal("", record.TraceId);
    }

    [Fact]
    public async Task Log_OfWhatIsNotHeldBack_ArrivesAtOnce()
    {
        using TelemetryApp app = Buffering();

        Placed(app.Logger, 42, "Ada");
        app.Logger.LogError("Order {Id} lost", 43);

        SentRecord record = Assert.Single(await app.RecordsAsync());
        Assert.Equal("Order 43 lost", record.Message);
        Assert.Equal(ProvidersTime, record.At);
    }

    private static TelemetryApp Buffering() => new(builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(ProvidersTime));
        builder.Logging.EnableRedaction(options => options.ApplyDiscriminator = false);
        builder.Services.AddRedaction(redaction => redaction.SetRedactor<CoveringRedactor>(PrivateAttribute.Class));
        builder.Logging.AddGlobalBuffer(LogLevel.Information);
    });

    private static void Flush(TelemetryApp app) => app.Services.GetRequiredService<GlobalLogBuffer>().Flush();

    [LoggerMessage(1, LogLevel.Information, "Order {id} of {customer}")]
    private static partial void Placed(ILogger logger, int id, [Private] string? customer);
}
