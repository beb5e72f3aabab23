using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed partial class CaptureTests
{
    [Theory]
    [InlineData(LogLevel.Trace)]
    [InlineData(LogLevel.Debug)]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Error)]
    [InlineData(LogLevel.Critical)]
    public async Task Log_AtALevel_CarriesLevelAndCategory(LogLevel level)
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Say("hello", level));

        Assert.Equal(level, record.Level);
        Assert.Equal(Some.Category, record.Category);
        Assert.Equal("hello", record.Message);
    }

    [Fact]
    public async Task Log_FromAGeneratedMethod_CarriesEventTemplateMessageAndTypedProperties()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => Shipped(logger, 42, "Ada", 12.5m, true));

        Assert.Equal(LogLevel.Warning, record.Level);
        Assert.Equal(7, record.Event.Id);
        Assert.Equal("Shipped", record.Event.Name);
        Assert.Equal("Order {Id} of {Customer} for {Price} paid {Paid}", record.Template);
        Assert.Equal("Order 42 of Ada for 12.5 paid True", record.Message);
        Assert.Equal([("Id", 42L), ("Customer", "Ada"), ("Price", 12.5m), ("Paid", true)], record.Properties);
    }

    [Fact]
    public async Task Log_FromAnExtensionMethod_CarriesTheSame()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.LogError(new EventId(-3, "Lost"), "Order {Id} of {Customer}", 42L, null));

        Assert.Equal(-3, record.Event.Id);
        Assert.Equal("Lost", record.Event.Name);
        Assert.Equal("Order {Id} of {Customer}", record.Template);
        Assert.Equal("Order 42 of (null)", record.Message);
        Assert.Equal([("Id", 42L), ("Customer", null)], record.Properties);
    }

    [Fact]
    public async Task Log_AtATime_CarriesItToTheTick()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Say("now"), time: new WatchedTime());

        Assert.Equal(Some.Time, record.At);
    }

    [Fact]
    public async Task Log_TheSameCallSiteAgain_CarriesEachCallsValues()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Shipped(logger, i, $"c{i}", i / 4m, i % 2 == 0);
            }
        });

        Assert.Equal(
            Enumerable.Range(0, 1000).Select(i => ((object?)(long)i, (object?)$"c{i}", (object?)(i / 4m), (object?)(i % 2 == 0))),
            records.Select(record => (record["Id"], record["Customer"], record["Price"], record["Paid"])));
    }

    [Fact]
    public async Task Log_WithAnException_CarriesTypeAndWholeText()
    {
        InvalidOperationException thrown = new("outer", new FormatException("inner"));

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.LogError(thrown, "failed"));

        Assert.Equal("System.InvalidOperationException", record.ExceptionType);
        Assert.Equal(thrown.ToString(), record.Exception);
    }

    [Fact]
    public async Task Log_WithSeveralExceptionsInOne_CarriesTheTextOfEach()
    {
        AggregateException thrown = new("both", new FormatException("first", new TimeoutException("innermost")), new ArgumentException("second"));
        thrown.Data["Order"] = new Unprintable();               // belongs to no exception's text

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.LogError(thrown, "failed"));

        Assert.Equal("System.AggregateException", record.ExceptionType);
        Assert.Equal(thrown.ToString(), record.Exception);
        Assert.All(["first", "innermost", "second"], text => Assert.Contains(text, record.Exception));
    }

    [Fact]
    public async Task Log_WithAnExceptionInsideThatCannotBePrinted_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.LogError(new InvalidOperationException("outer", new UnprintableException()), "failed"));

        Assert.Equal("System.InvalidOperationException", record.ExceptionType);
        Assert.Equal("(System.InvalidOperationException could not be rendered: System.NotSupportedException: no text)", record.Exception);
    }

    [Fact]
    public async Task Log_WithAnExceptionThatCannotBePrinted_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.LogError(new UnprintableException(), "failed"));

        Assert.Equal("LogActors.Tests.UnprintableException", record.ExceptionType);
        Assert.Equal("(LogActors.Tests.UnprintableException could not be rendered: System.NotSupportedException: no text)", record.Exception);
    }

    [Fact]
    public async Task Log_InAnActivity_CarriesItsIds()
    {
        using Activity activity = new("request");
        activity.SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        string traceId = "", spanId = "";

        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            activity.Start();
            (traceId, spanId) = (activity.TraceId.ToHexString(), activity.SpanId.ToHexString());
            logger.Say("traced");
            activity.Stop();
        });

        Assert.Equal(traceId, record.TraceId);
        Assert.Equal(spanId, record.SpanId);
        Assert.Equal(1, record.TraceFlags);
    }

    [Fact]
    public async Task Log_OutsideAnyActivity_CarriesNoIds()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Say("untraced"));

        Assert.Equal("", record.TraceId);
        Assert.Equal("", record.SpanId);
    }

    [Fact]
    public async Task Log_WithExecutionContextFlowSuppressed_Arrives()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (ExecutionContext.SuppressFlow())
            {
                logger.Say("suppressed");
            }
        });

        Assert.Equal("suppressed", record.Message);
    }

    [Theory]
    [InlineData((LogLevel)(-1))]
    [InlineData(LogLevel.None)]
    [InlineData((LogLevel)7)]
    public async Task Log_AtALevelThatIsNone_IsNotARecord(LogLevel level)
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);

        app.Provider.CreateLogger("direct").Say("nothing", level);

        Assert.False(app.Provider.CreateLogger("direct").IsEnabled(level));
        Assert.Equal(0, app.Delivery.Counts.Accepted);
    }

    [LoggerMessage(7, LogLevel.Warning, "Order {Id} of {Customer} for {Price} paid {Paid}")]
    private static partial void Shipped(ILogger logger, int id, string customer, decimal price, bool paid);
}
