using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Tests;

public sealed class BufferedRecordTests
{
    private static readonly DateTimeOffset Earlier = Some.Time.AddMinutes(-5);

    [Fact]
    public async Task LogRecords_OfSeveral_KeepTheirOrderAndTheirTimes()
    {
        IReadOnlyList<SentRecord> records = await SentAsync(
            [.. Enumerable.Range(0, 1000).Select(i => new HeldRecord { At = Earlier.AddTicks(i % 10), Text = $"m{i}" })]);

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => ($"m{i}", Earlier.AddTicks(i % 10))), records.Select(record => (record.Message, record.At)));
    }

    [Fact]
    public async Task LogRecords_OfAWholeRecord_KeepsAllOfIt()
    {
        SentRecord record = Assert.Single(await SentAsync(
        [
            new HeldRecord
            {
                At = Earlier.ToOffset(TimeSpan.FromHours(2)), Level = LogLevel.Error, Event = new EventId(7, "Shipped"), Text = "Order 42 shipped", Thrown = "it broke",
                Tags = [new("Id", 42), new("{OriginalFormat}", "Order {Id} shipped")],
            },
        ]));

        Assert.Equal(Earlier, record.At);
        Assert.Equal((LogLevel.Error, Some.Category, new EventId(7, "Shipped")), (record.Level, record.Category, record.Event));
        Assert.Equal("Shipped", record.Event.Name);
        Assert.Equal(("Order {Id} shipped", "Order 42 shipped", false), (record.Template, record.Message, record.IsFromTemplate));
        Assert.Equal([("Id", 42L)], record.Properties);
        Assert.Equal(("", "it broke"), (record.ExceptionType, record.Exception));
        Assert.Equal(("", ""), (record.TraceId, record.SpanId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task LogRecords_WithoutAnException_HasNone(string? thrown)
    {
        SentRecord record = Assert.Single(await SentAsync([new HeldRecord { At = Earlier, Text = "m", Thrown = thrown }]));

        Assert.Null(record.Exception);
    }

    [Theory]
    [InlineData("m", "T", "T", "m")]
    [InlineData(null, "T", "T", "T")]
    [InlineData(null, null, "", "")]
    public async Task LogRecords_WithATemplateOfItsOwn_HasIt(string? message, string? template, string expectedTemplate, string expectedMessage)
    {
        SentRecord record = Assert.Single(await SentAsync([new HeldRecord { At = Earlier, Text = message, Template = template }]));

        Assert.Equal((expectedTemplate, expectedMessage), (record.Template, record.Message));
    }

    [Fact]
    public async Task LogRecords_MadeInAnotherActivityAndScope_HaveTheirOwnAndNotTheFlushers()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);
        using Activity theirs = Started("theirs");
        theirs.Stop();
        using Activity flushers = Started("flusher's");

        using (app.Logger.BeginScope("the flusher's scope"))
        {
            Buffered(app).LogRecords([new HeldRecord { At = Earlier, Text = "traced", Activity = theirs }, new HeldRecord { At = Earlier, Text = "untraced" }]);
        }

        await app.Delivery.FlushAsync();
        Assert.Equal([(theirs.TraceId.ToHexString(), theirs.SpanId.ToHexString()), ("", "")], silo.Records.Select(record => (record.TraceId, record.SpanId)));
        Assert.All(silo.Records, record => Assert.Empty(record.Scopes));
    }

    [Fact]
    public async Task LogRecords_WithOneThatCannotBeEncoded_CountsItAndKeepsTheOthers()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);

        Buffered(app).LogRecords(
        [
            new HeldRecord { At = Earlier, Text = "before" },
            new HeldRecord { At = Earlier, Text = "bad", Level = LogLevel.Warning, Failure = new InvalidOperationException("no tags") },
            new HeldRecord { At = Earlier, Text = "none", Level = LogLevel.None },
            new HeldRecord { At = Earlier, Text = "after" },
        ]);

        await app.Delivery.FlushAsync();
        Assert.Equal(["before", "1 records were dropped", "after"], silo.Messages.Select(message => message.Split(" between")[0]));
        Assert.Equal(new DeliveryCounts(3, 2, 1), app.Delivery.Counts);
        Assert.Equal(1, app.Delivery.Dropped(DropReason.EncodingFailed, LogLevel.Warning));
    }

    [Fact]
    public async Task LogRecords_FromAListThatThrows_KeepsWhatCameBefore()
    {
        static IEnumerable<BufferedLogRecord> Broken()
        {
            yield return new HeldRecord { At = Earlier, Text = "before" };
            throw new InvalidOperationException("no second");
        }

        IReadOnlyList<SentRecord> records = await SentAsync(Broken());

        Assert.Equal("before", Assert.Single(records).Message);
    }

    [Fact]
    public async Task LogRecords_LongerThanARecordMayBe_AreCut()
    {
        SentRecord record = Assert.Single(await SentAsync([new HeldRecord { At = Earlier, Text = new string('x', 5000) }], Some.Options(maxRecordBytes: 1024)));

        Match cut = Regex.Match(record.Message, @"^(x+)…\[\+(\d+) bytes\]$");
        Assert.Equal(5000, cut.Groups[1].Length + int.Parse(cut.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<IReadOnlyList<SentRecord>> SentAsync(IEnumerable<BufferedLogRecord> records, LogActorsOptions? options = null)
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo, options);
        Buffered(app).LogRecords(records);
        await app.Delivery.FlushAsync();
        return silo.Records;
    }

    private static IBufferedLogger Buffered(LoggingApp app) => Assert.IsType<IBufferedLogger>(app.Provider.CreateLogger(Some.Category), exactMatch: false);

    private static Activity Started(string name)
    {
        Activity activity = new(name);
        activity.SetIdFormat(ActivityIdFormat.W3C);
        return activity.Start();
    }
}
