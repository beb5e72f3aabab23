using System.Text;

namespace LogActors.Tests;

/// <summary>Values for tests: plain ones by name, arbitrary ones as generators.</summary>
internal static class Some
{
    public const long Ticks = 638_000_000_000_000_000;

    public static readonly Guid ProducerId = new("00112233-4455-6677-8899-aabbccddeeff");

    public static readonly byte[] TraceId = Convert.FromHexString("4bf92f3577b34da6a3ce929d0e0e4736");

    public static readonly byte[] SpanId = Convert.FromHexString("00f067aa0ba902b7");

    public static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 200].Select(c => new string(c)),
        Gen.Char['\u0000', '\uFFFF'].Array[0, 60].Select(c => new string(c)),
        Gen.Char['\uD7F0', '\uE010'].Array[0, 30].Select(c => new string(c)),
        Gen.Int[0x1F600, 0x1F64F].Array[0, 60].Select(c => string.Concat(c.Select(char.ConvertFromUtf32))));

    public static readonly Gen<object?> Scalar = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.Bool.Select(v => (object?)v),
        Gen.Long.Select(v => (object?)v),
        Gen.Int[-200, 200].Select(v => (object?)(long)v),
        Gen.ULong.Select(v => (object?)v),
        Gen.Double.Select(v => (object?)v),
        Gen.Int.Select(v => (object?)BitConverter.Int32BitsToSingle(v)),
        Gen.Int.Select(Gen.Int, Gen.Int, Gen.Int[0, 28], (a, b, c, scale) => (object?)new decimal(a, b, c, a < 0, (byte)scale)),
        Text.Select(v => (object?)v),
        Gen.Guid.Select(v => (object?)v),
        Gen.Long[0, DateTime.MaxValue.Ticks].Select(Gen.Int[0, 2], (ticks, kind) => (object?)new DateTime(ticks, (DateTimeKind)kind)),
        Gen.Long[TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay].Select(Gen.Int[-840, 840],
            (ticks, minutes) => (object?)new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes))),
        Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(v => (object?)DateOnly.FromDayNumber(v)),
        Gen.Long[0, TimeOnly.MaxValue.Ticks].Select(v => (object?)new TimeOnly(v)),
        Gen.Long.Select(v => (object?)new TimeSpan(v)),
        Gen.Byte.Array[0, 40].Select(v => (object?)v));

    public static readonly Gen<object?> Value = ValueOfDepth(RecordFormat.MaxDepth);

    public static readonly Gen<(string Name, object? Value)[]> Properties = Text.Select(Value).Array[0, 5];

    public static readonly Gen<PlainRecord> Record =
        from texts in Text.Array[6]
        from numbers in Gen.Select(Gen.Int, Gen.Long[0, DateTime.MaxValue.Ticks], Gen.Int[0, 5], Gen.Int[0, 15], Gen.Int[0, RecordFormat.MaxShapeId])
        from properties in Properties
        from trace in Gen.Byte.Array[25]
        from scopes in Text.Select(Properties).Array[0, 3]
        let has = numbers.Item4
        select new PlainRecord
        {
            ShapeId = numbers.Item5,
            Category = texts[0],
            EventId = numbers.Item1,
            EventName = texts[1],
            Template = texts[2],
            Properties = properties,
            UtcTicks = numbers.Item2,
            Level = numbers.Item3,
            Message = texts[3],
            Trace = (has & 1) != 0 ? trace : null,
            Exception = (has & 2) != 0 ? (texts[4], texts[5]) : null,
            Scopes = (has & 4) != 0 ? scopes : null,
        };

    /// <summary>A record that uses every member and every kind of value once.</summary>
    public static PlainRecord FullRecord(int shapeId = 7) => new()
    {
        ShapeId = shapeId,
        Category = "Shop.Orders",
        EventId = -3,
        EventName = "Placed",
        Template = "{A}",
        Properties =
        [
            ("null", null), ("true", true), ("false", false), ("int", -1L), ("ulong", ulong.MaxValue), ("double", 1.5), ("single", -0.5f),
            ("decimal", -1.23m), ("text", "grün"), ("guid", ProducerId), ("time", new DateTime(Ticks, DateTimeKind.Utc)),
            ("offset", new DateTimeOffset(Ticks, TimeSpan.FromMinutes(-330))), ("date", new DateOnly(2026, 11, 23)),
            ("clock", new TimeOnly(12, 30)), ("span", TimeSpan.FromSeconds(-1)), ("bytes", new byte[] { 1, 2, 255 }),
            ("list", new List<object?> { 1L, new List<object?> { "x" } }),
            ("map", new List<(string, object?)> { ("k", 2L), ("", new List<object?>()) }),
        ],
        UtcTicks = Ticks,
        Level = 2,
        Message = "placed",
        Trace = [.. TraceId, .. SpanId, 1],
        Exception = ("System.Exception", "System.Exception: no\n   at A.B()"),
        Scopes = [("request", [("id", 5L)]), ("", [])],
    };

    /// <summary>A record of one message and nothing else.</summary>
    public static byte[] Record0(int shapeId, string message)
    {
        RecordEncoder encoder = new();
        encoder.Begin(shapeId, Ticks, 2, 1024);
        encoder.Message(message);
        return encoder.Written.ToArray();
    }

    public static RecordShape Shape(int id = 1, params string[] names) => new(id, "Shop.Orders", 0, null, null, names);

    public static RecordBatch Batch(byte[] payload) => new(ProducerId, 2, 1_000_000_007, 1, payload);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Gen<object?> ValueOfDepth(int depth)
    {
        if (depth == 0)
        {
            return Scalar;
        }

        Gen<object?> inner = ValueOfDepth(depth - 1);
        return Gen.Frequency(
            (8, Scalar),
            (1, inner.List[0, 4].Select(v => (object?)v)),
            (1, Text.Select(inner).List[0, 4].Select(v => (object?)v)));
    }
}
