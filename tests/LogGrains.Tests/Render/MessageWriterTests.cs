using System.Globalization;
using System.Text;

namespace LogActors.Tests;

/// <summary>A message that the silo makes is the one that <c>string.Format</c> makes in the invariant culture.</summary>
public sealed class MessageWriterTests
{
    private const int RandomValues = 20_000;

    public static TheoryData<object?> Values => new(
        null, true, false, 0, -1, int.MinValue, long.MinValue, long.MaxValue, ulong.MaxValue, "", "Ada", "J\u00fcrgen \ud83d\ude00",
        0.0, -0.0, 0.1, 1.0, 12.5, 1e15, 1e16, 1e-4, 1e-5, 123456789.1234, -2.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, 0.1f, float.NaN, float.MaxValue, 1e-7f,
        12.50m, 0m, -0.0m, decimal.MaxValue, 0.0000000000000000000000000001m, Guid.Empty, new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Some.Time, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local), DateTime.MinValue, DateTime.MaxValue, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-330)), DateTimeOffset.MaxValue,
        new DateOnly(2026, 1, 2), new TimeOnly(3, 4, 5, 678), TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.FromTicks(-1), TimeSpan.FromDays(1.5));

    [Theory]
    [MemberData(nameof(Values))]
    public void Value_IsWrittenAsStringFormatDoes(object? value)
    {
        string expected = string.Format(CultureInfo.InvariantCulture, "a {0} b", value ?? "(null)");

        Assert.Equal((expected, expected), Made("a {A} b", value));
    }

    [Fact]
    public void RandomNumbersAndDates_AreWrittenAsStringFormatDoes()
    {
        Random random = new(20261126);
        byte[] bytes = new byte[8];
        for (int i = 0; i < RandomValues; i++)
        {
            random.NextBytes(bytes);
            object[] values =
            [
                BitConverter.ToInt64(bytes) >> random.Next(64), BitConverter.ToDouble(bytes), BitConverter.ToSingle(bytes), random.Next(-1_000_000_000, 1_000_000_000) / Math.Pow(10, random.Next(12)),
                new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)), new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(3)),
                new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(random.Next(-840, 841))),
                new TimeSpan(BitConverter.ToInt64(bytes) >> random.Next(64)), DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)), new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
            ];
            string expected = string.Format(CultureInfo.InvariantCulture, "{0};{1};{2};{3};{4};{5};{6};{7};{8};{9}", values);

            Assert.Equal((expected, expected), Made("{0};{1};{2};{3};{4};{5};{6};{7};{8};{9}", values));
        }
    }

    [Fact]
    public void TextOfTemplateAndValues_IsEscaped() => Assert.Equal((@"a\nb ""c\td"" \u202e", @"a\nb \""c\td\"" \u202e"), Made("a\nb \"{A}\" \u202e", "c\td"));

    [Theory]
    [MemberData(nameof(WithoutText))]
    public void ValueWithoutTextOfItsOwn_IsRefused(object value)
    {
        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Made("{A}", value));

        Assert.StartsWith("A record's message is to be made from a value of kind ", thrown.Message, StringComparison.Ordinal);
    }

    public static TheoryData<object> WithoutText => new(new byte[] { 1 }, new object?[] { 1 }, new (string, object?)[] { ("a", 1) });

    private static (string Text, string Json) Made(string template, params object?[] values)
    {
        byte[] payload = Some.Payload(message: null, template: template, properties: [.. values.Select((value, i) => ($"P{i}", value))]);
        LineBuffer text = new();
        LineBuffer json = new();
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            MessageWriter.Append(text, record, json: false);
            MessageWriter.Append(json, record, json: true);
        }

        return (Encoding.UTF8.GetString(text.Written), Encoding.UTF8.GetString(json.Written));
    }
}
