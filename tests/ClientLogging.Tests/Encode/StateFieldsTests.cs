using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>What is read from the fields of a state is what its interface says.</summary>
public sealed partial class StateFieldsTests
{
    private static readonly object?[] s_values =
    [
        null, "", "Ada", "Jürgen \ud83d\ude00", 1, -1, int.MinValue, long.MaxValue, 1u, uint.MaxValue, 1ul, ulong.MaxValue, (short)-7, (ushort)7, (byte)200, (sbyte)-100, 'x', '\ud83d', true, false, 1.5, double.NaN, -0.0,
        1.5f, float.PositiveInfinity, 12.50m, decimal.MinValue, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        new DateOnly(2026, 1, 2), new TimeOnly(3, 4, 5), TimeSpan.FromSeconds(-1), DayOfWeek.Friday, new Version(1, 2), new[] { 1, 2 },
    ];

    [Fact]
    public void Values_OfAnyType_AreWrittenAlikeBoxedOrNot()
    {
        Assert.All(s_values.OfType<object>(), value => Assert.Equal(Encoded(encoder => PlainValue.TryWrite(encoder, value)), EncodedTyped((dynamic)value)));
        Assert.Equal(Encoded(encoder => PlainValue.TryWrite(encoder, null)), EncodedTyped<int?>(null));
        Assert.Equal(Encoded(encoder => PlainValue.TryWrite(encoder, 42)), EncodedTyped<int?>(42));
    }

    [Fact]
    public void Fields_OfLogValuesOfAnyLength_AreWhatTheInterfaceSays()
    {
        ComparingLogger logger = new();

        None(logger);
        One(logger, 1);
        Two(logger, "Ada", null);
        Three(logger, 1.5, 'x', 12.5m);
        Four(logger, Guid.Empty, true, 42, -7);
        Five(logger, default, default, default, 3, 1.5f);
        Six(logger, 1, 2, 3, 4, 5, 6);
        Odd(logger, DayOfWeek.Friday, null, new Version(1, 2));

        Assert.Equal(8, logger.Compared);
    }

    [Fact]
    public void Fields_OfFormattedLogValues_AreWhatTheInterfaceSays()
    {
        ComparingLogger logger = new();

        logger.LogInformation("nothing");
#pragma warning disable CA2017 // Number of parameters supplied in the logging message template do not match the number of named placeholders: as it happens
        logger.LogInformation("Value {Value}");
#pragma warning restore CA2017
        foreach (object? value in s_values)
        {
            logger.LogInformation("Value {Value}", value);
            logger.LogInformation("Values {A} and {B}", value, 42);
        }

        Assert.Equal(2 + (2 * s_values.Length), logger.Compared);
    }

    [Fact]
    public void Values_ThatAreMissing_AreNotWritten()
    {
        RecordEncoder encoder = Started();

        Assert.False(PlainValue.TryWriteAll(encoder, [1], 2));
        Assert.False(PlainValue.TryWriteAll(encoder, null, 1));
        Assert.True(PlainValue.TryWriteAll(encoder, null, 0));
    }

    [Fact]
    public void Fields_OfAnotherState_AreNotRead() => Assert.Null(StateFields<KeyValuePair<string, object?>[]>.TryMake());

    private static (bool Written, string Bytes) EncodedTyped<T>(T value) => Encoded(encoder => PlainValue.TryWrite(encoder, value));

    private static (bool Written, string Bytes) Encoded(Func<RecordEncoder, bool> write)
    {
        RecordEncoder encoder = Started();
        bool written = write(encoder);
        return (written, Convert.ToHexString(encoder.Written));
    }

    private static RecordEncoder Started()
    {
        RecordEncoder encoder = new();
        encoder.Begin(1, 0, 2, 4096);
        return encoder;
    }

    [LoggerMessage(LogLevel.Information, "All orders placed")]
    private static partial void None(ILogger logger);

    [LoggerMessage(LogLevel.Information, "{A}")]
    private static partial void One(ILogger logger, long a);

    [LoggerMessage(LogLevel.Information, "{A} {B}")]
    private static partial void Two(ILogger logger, string a, string? b);

    [LoggerMessage(LogLevel.Information, "{A} {B} {C}")]
    private static partial void Three(ILogger logger, double a, char b, decimal c);

    [LoggerMessage(LogLevel.Information, "{A} {B} {C} {D}")]
    private static partial void Four(ILogger logger, Guid a, bool b, uint c, short d);

    [LoggerMessage(LogLevel.Information, "{A} {B} {C} {D} {E}")]
    private static partial void Five(ILogger logger, DateTime a, DateTimeOffset b, TimeSpan c, byte d, float e);

    [LoggerMessage(LogLevel.Information, "{A} {B} {C} {D} {E} {F}")]
    private static partial void Six(ILogger logger, sbyte a, ushort b, ulong c, int d, long e, int? f);

    [LoggerMessage(LogLevel.Information, "{A} {B} {C}")]
    private static partial void Odd(ILogger logger, DayOfWeek a, int? b, Version c);

    /// <summary>Compares both ways of reading each state that is logged.</summary>
    private sealed class ComparingLogger : ILogger
    {
        public int Compared { get; private set; }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            StateFields<TState>? fields = StateFields<TState>.TryMake();
            Assert.NotNull(fields);
            IReadOnlyList<KeyValuePair<string, object?>> properties = Assert.IsType<IReadOnlyList<KeyValuePair<string, object?>>>(state, exactMatch: false);
            int count = properties.Count - 1;

            Assert.Same(properties[count].Value, fields.TemplateOf(in state));
            Assert.Equal(count, fields.CountOf(in state));
            Assert.Equal(Encoded(encoder => properties.Take(count).All(property => PlainValue.TryWrite(encoder, property.Value))), Encoded(encoder => fields.TryWritePlain(encoder, in state, count)));
            Compared++;
        }
    }
}
