using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>The silo makes the message where it is certainly the one that the application would have got, and only there.</summary>
public sealed partial class TemplateTests
{
    private static readonly string[] s_cultures = ["", "de-DE", "ar-SA", "fr-CH", "sv-SE", "th-TH"];

    private static readonly string[] s_templates =
    [
        "A {A} b", "{A}", "{A} {B}", "{A}, {B} and {C}", "{A}{B}", "{{{A}}} {B}", "{A,8} {B}", "{A,-8}|{B}", "nothing", "{{}}", "J\u00fcrgen {A} \ud83d\ude00", "{A} {A}", "{A:}", "{ A } {B}", "a\n{A}\t{B} {C} {D}",
    ];

    [Fact]
    public async Task Message_OfAnyTemplateAndValues_IsTheFormatters()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        Random random = new(20261126);
        List<string> expected = [];
        IReadOnlyList<SentRecord> records;
        try
        {
            records = await LoggingApp.RecordsOfAsync(logger =>
            {
                for (int i = 0; i < 5_000; i++)
                {
                    CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(s_cultures[random.Next(s_cultures.Length)]);
                    string template = s_templates[random.Next(s_templates.Length)];
                    object?[] values = [SomeValue(random), SomeValue(random), SomeValue(random), SomeValue(random)];
                    OneState state = new();
#pragma warning disable CA2254 // Template should be a static expression: they are, in the list above.
                    state.LogInformation(template, values);
                    logger.LogInformation(template, values);
#pragma warning restore CA2254
                    expected.Add(state.Message!);
                }
            });
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(expected, records.Select(record => record.Message));
        Assert.Contains(records, record => record.IsFromTemplate);  // how many depends on where call sites happen to be remembered
        Assert.Contains(records, record => !record.IsFromTemplate);
    }

    [Fact]
    public async Task DefinedMessages_OfPlainTemplates_AreMadeByTheSilo()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            Action[] calls =
            [
                () => Placed(logger, 42, "Ada"), () => s_defined(logger, 1.5, null), () => Started(logger), () => logger.LogInformation("Order {Id} placed", 42), () => logger.LogInformation("All orders placed"),
            ];
            foreach (Action call in calls)
            {
                call();                                         // the first of a call site has its message with it
                call();
            }
        });
        SentRecord[] seconds = [.. records.Where((_, i) => i % 2 == 1)];

        Assert.All(seconds, record => Assert.True(record.IsFromTemplate));
        Assert.Equal(["Order 42 of Ada placed", "Took 1.5 ms", "Started", "Order 42 placed", "All orders placed"], seconds.Select(record => record.Message));
    }

    [Fact]
    public async Task Message_OfAnotherFormatter_IsKept()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            ILogger shouting = new ShoutingLogger(logger);
            for (int i = 0; i < 3; i++)
            {
                shouting.LogInformation("Order {Id} placed", 42);
                Placed(shouting, 42, "Ada");
            }
        });

        Assert.All(records, record => Assert.False(record.IsFromTemplate));
        Assert.Equal(Enumerable.Repeat<string[]>(["ORDER 42 PLACED", "ORDER 42 OF ADA PLACED"], 3).SelectMany(pair => pair), records.Select(record => record.Message));
    }

    [Fact]
    public async Task Message_WhoseValuesAreLong_IsKept_AndTheNextShortOneIsNot()
    {
        string longText = new('x', 40_000);

        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(
            logger => Array.ForEach(["a", longText, "b"], text => logger.LogInformation("Text {Text}!", text)), Some.Options(maxRecordBytes: 64 * 1024));

        Assert.Equal([false, false, true], records.Select(record => record.IsFromTemplate));
        Assert.StartsWith("Text xxx", records[1].Message, StringComparison.Ordinal);
    }

    private static object? SomeValue(Random random) => random.Next(18) switch
    {
        0 => null,
        1 => "Ada",
        2 => "J\u00fcrgen \ud83d\ude00",
        3 => "\ud83d",
        4 => "\ude00 {A} }",
        5 => random.Next() - (int.MaxValue / 2),
        6 => random.NextInt64(),
        7 => random.NextDouble() * Math.Pow(10, random.Next(-8, 20)),
        8 => (decimal)random.Next() / 100,
        9 => random.Next(2) == 0,
        10 => DateTime.UnixEpoch.AddSeconds(random.Next()),
        11 => new DateTimeOffset(2026, 1, 2, 3, 4, random.Next(60), TimeSpan.FromMinutes(random.Next(-600, 600))),
        12 => new TimeSpan(random.NextInt64(TimeSpan.TicksPerDay * 3)),
        13 => Guid.NewGuid(),
        14 => 'c',
        15 => (object)DayOfWeek.Friday,
        16 => new int?[] { 1, null, -3 },
        _ => new DateOnly(2026, 1, random.Next(1, 28)),
    };

    private static readonly Action<ILogger, double, Exception?> s_defined = LoggerMessage.Define<double>(LogLevel.Information, new EventId(3), "Took {Elapsed} ms");

    [LoggerMessage(1, LogLevel.Information, "Order {Id} of {Customer} placed")]
    private static partial void Placed(ILogger logger, int id, string customer);

    [LoggerMessage(2, LogLevel.Information, "Started")]
    private static partial void Started(ILogger logger);

    private sealed class OneState : ILogger
    {
        public string? Message { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // As it arrives: UTF-8 has no half of a surrogate pair.
            Message = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(formatter(state, exception)));
        }
    }

    // Passes the library's own states on with a formatter of its own.
    private sealed class ShoutingLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception, (s, e) => formatter(s, e).ToUpperInvariant());
    }
}
