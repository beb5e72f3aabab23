using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task Log_NullState_ArrivesWithTheFormattersText()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log<object?>(LogLevel.Information, default, null, null, static (state, _) => $"state is {state ?? "null"}"));

        Assert.Equal("state is null", record.Message);
        Assert.Equal("", record.Template);
        Assert.Empty(record.Properties);
    }

    [Fact]
    public async Task Log_StateThatIsOnlyAnObject_ArrivesWithTheFormattersText()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new PlainState("raw"), null, static (state, _) => $"<{state}>"));

        Assert.Equal("<raw>", record.Message);
        Assert.Empty(record.Properties);
    }

    [Fact]
    public async Task Log_StateThatIsADictionary_KeepsItsProperties()
    {
        Dictionary<string, object?> state = new() { ["A"] = 1, ["{OriginalFormat}"] = "T {A}", ["B"] = "two" };

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Log(LogLevel.Information, default, state, null, static (_, _) => "m"));

        Assert.Equal("T {A}", record.Template);
        Assert.Equal([("A", 1L), ("B", "two")], record.Properties);
    }

    [Fact]
    public async Task Log_TemplateThatIsNoText_IsAProperty()
    {
        KeyValuePair<string, object?>[] state = [new("A", 1), new("{OriginalFormat}", 5)];

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Log(LogLevel.Information, default, state, null, static (_, _) => "m"));

        Assert.Equal("", record.Template);
        Assert.Equal([("A", 1L), ("{OriginalFormat}", 5L)], record.Properties);
    }

    [Fact]
    public async Task Log_NamesTwiceOrNull_AreKept()
    {
        KeyValuePair<string, object?>[] state = [new("A", 1), new("A", 2), new(null!, 3)];

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Log(LogLevel.Information, default, state, null, static (_, _) => "m"));

        Assert.Equal([("A", 1L), ("A", 2L), ("", 3L)], record.Properties);
    }

    [Fact]
    public async Task Log_FormatterThrows_SaysSoAndKeepsTheProperties()
    {
        KeyValuePair<string, object?>[] state = [new("A", 1)];

        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, state, null, static (_, _) => throw new InvalidOperationException("no format")));

        Assert.Equal("(the message could not be rendered: System.InvalidOperationException: no format)", record.Message);
        Assert.Equal([("A", 1L)], record.Properties);
    }

    [Fact]
    public async Task Log_FormatterThrowsWhatCannotBePrinted_SaysSo()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, "s", null, static (_, _) => throw new UnprintableException()));

        Assert.Equal("(the message could not be rendered: LogActors.Tests.UnprintableException: (and its message could not be read))", record.Message);
    }

    [Fact]
    public async Task Log_FormatterReturnsNull_ArrivesEmpty()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Log(LogLevel.Information, default, "s", null, static (_, _) => null!));

        Assert.Equal("", record.Message);
    }

    [Fact]
    public async Task Log_IndexerThrows_KeepsWhatTheEnumeratorYields()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(indexer: true), null, static (_, _) => "m"));

        Assert.Equal("Fails {P0} {P1}", record.Template);
        Assert.Equal([("P0", 0L), ("P1", 1L)], record.Properties);
    }

    [Fact]
    public async Task Log_CountThrows_KeepsWhatTheEnumeratorYields()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(count: true), null, static (_, _) => "m"));

        Assert.Equal([("P0", 0L), ("P1", 1L)], record.Properties);
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    public async Task Log_CountLies_KeepsWhatTheEnumeratorYieldsEachTime(int count)
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            for (int i = 0; i < 3; i++)
            {
                logger.Log(LogLevel.Information, default, new FailingState(), null, static (_, _) => "true");
                logger.Log(LogLevel.Information, default, new FailingState(claimedCount: count), null, static (_, _) => "lie");
            }
        });

        Assert.Equal(6, records.Count);
        Assert.All(records, record => Assert.Equal("Fails {P0} {P1}", record.Template));
        Assert.All(records, record => Assert.Equal([("P0", 0L), ("P1", 1L)], record.Properties));
    }

    [Fact]
    public async Task Log_WithoutAFormatter_ArrivesWithTheStatesText()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            ILogger unformatted = new UnformattedLogger(logger);
            for (int i = 0; i < 3; i++)
            {
                logger.LogInformation("Order {Id} placed", i);
                unformatted.LogInformation("Order {Id} placed", i);
                unformatted.Say("text");
                unformatted.Log(LogLevel.Information, default, new Unprintable(), null, static (_, _) => "unused");
                unformatted.Log<object?>(LogLevel.Information, default, null, null, static (_, _) => "unused");
            }
        });

        Assert.Equal(
            Enumerable.Range(0, 3).SelectMany<int, string>(i =>
                [$"Order {i} placed", $"Order {i} placed", "text", "(LogActors.Tests.Unprintable could not be rendered: System.NotSupportedException: no text)", ""]),
            records.Select(record => record.Message));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Log_EnumeratorThrows_KeepsWhatCameBeforeAndSaysSo(int after)
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(indexer: true, enumeratorAfter: after), null, static (_, _) => "m"));

        Assert.Equal("m", record.Message);
        Assert.Equal(
            [.. Enumerable.Range(0, after).Select(i => ($"P{i}", (object?)(long)i)), ("…", "(the properties could not be read: System.InvalidOperationException: no more)")],
            record.Properties);
    }

    [Fact]
    public async Task Log_EnumeratorThrowsBeyondTheMostProperties_KeepsTheMostAndSaysBoth()
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(indexer: true, enumeratorAfter: 300, properties: 400), null, static (_, _) => "m"));

        Assert.Equal(RecordFormat.MaxProperties, record.Properties.Count);
        Assert.Equal(("…", "[+45 properties] (the properties could not be read: System.InvalidOperationException: no more)"), record.Properties[^1]);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    public async Task Log_AsManyPropertiesAsThereMayBe_KeepsThemAll(int count)
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(properties: count), null, static (_, _) => "m"));

        Assert.Equal(Enumerable.Range(0, count).Select(i => ($"P{i}", (object?)(long)i)), record.Properties);
    }

    [Theory]
    [InlineData(257, 2)]
    [InlineData(1000, 745)]
    public async Task Log_MorePropertiesThanThereMayBe_KeepsTheFirstAndSaysHowManyAreMissing(int count, int missing)
    {
        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
            logger.Log(LogLevel.Information, default, new FailingState(properties: count), null, static (_, _) => "m"));

        Assert.Equal("Fails {P0} {P1}", record.Template);
        Assert.Equal([.. Enumerable.Range(0, 255).Select(i => ($"P{i}", (object?)(long)i)), ("…", $"[+{missing} properties]")], record.Properties);
    }

    [Fact]
    public async Task Log_NamesThatWouldFillABatch_ArriveWithWhatFits()
    {
        KeyValuePair<string, object?>[] state = [.. Enumerable.Range(0, 200).Select(i => new KeyValuePair<string, object?>(i.ToString("000").PadRight(8000, 'ä'), i))];

        SentRecord record = await LoggingApp.RecordOfAsync(logger => logger.Log(LogLevel.Information, default, state, null, static (_, _) => "m"));

        Assert.Equal("m", record.Message);
        Assert.StartsWith("000ä", record.Properties[0].Name);
        Assert.Equal(("…", $"[+{200 - (record.Properties.Count - 1)} properties]"), record.Properties[^1]);
    }
}
