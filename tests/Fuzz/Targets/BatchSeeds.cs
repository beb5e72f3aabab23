using System.Buffers.Binary;

namespace LogActors.Fuzz;

/// <summary>Batches that are valid, and some that only look so.</summary>
internal static class BatchSeeds
{
    private static readonly Guid Producer = new("00112233-4455-6677-8899-aabbccddeeff");

    public static IEnumerable<(string Name, byte[] Input)> All =>
    [
        ("plain", Batch(2, Shape(1), Record(1, _ => { }), Record(1, _ => { }))),
        ("from-template", Batch(2, Shape(1, "Id"), Filled(1, encoder => encoder.Value(42L)), Filled(1, encoder => encoder.Value("a\nb")))),
        ("from-template-short", Batch(1, Shape(1), Filled(1, _ => { }))),
        ("from-template-bytes", Batch(1, Shape(1, "Id"), Filled(1, encoder => encoder.Value([0x00, 0xFF])))),
        ("resource", Batch(2, Resource(), Shape(1, "service.name", "a"), Record(1, Pair), Shape(0, "Resource", "_a"), Record(0, Pair))),
        ("resource-twice", Batch(0, Resource(), Resource())),
        ("resource-late", Batch(1, Shape(1), Record(1, _ => { }), Resource())),
        ("resource-names", Batch(1, [17, 3, 5, 1, 0xFF, 0, 1, 0xFE, 0, 1, (byte)'a', 0, 1, (byte)'a', 1, (byte)'\n', 0, 0], Shape(1), Record(1, _ => { }))),
        ("no-entries", Batch(0)),
        ("values", Batch(1, Shape(2, [.. "abcdefghijklmnop".Select(name => name.ToString())]), Record(2, EveryValue))),
        ("nested", Batch(1, Shape(3, "a"), Record(3, encoder => Nest(encoder, RecordFormat.MaxDepth)))),
        ("exception", Batch(1, Shape(0), Record(0, encoder => encoder.Exception("System.Exception", "System.Exception: a\r\n   at b\n\n\tc\u0085d\u2028e\u202E\r")))),
        ("trace-scopes", Batch(1, Shape(1), Record(1, Scopes))),
        ("names", Batch(1, Shape(1, "@t", "@@t", "EventName", "_EventName", "Scopes", "a b", "level", "", "a", "a", "{OriginalFormat}"), Record(1, encoder => Repeat(11, () => encoder.Value("\"\\\u001b[31m\n"))))),
        ("invalid-utf8", Batch(1, Shape(1), Broken(Record(1, encoder => { })))),
        ("newer-kinds", Batch(1, [2, 0x7F, 1], Shape(1, "a"), [14, 2, 0xC7, 1, 1, 0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0])),
        ("padded-varints", Batch(0, [0x87, 0x80, 0x80, 0x00, 1, 0x81, 0x00, 0, 0, 0, 0])),
        ("shape-again", Batch(2, Shape(0, "a"), Record(0, encoder => encoder.Null()), Shape(0), Record(0, _ => { }))),
        ("unknown-shape", Batch(1, Record(9, _ => { }))),
        ("long-entry", Batch(1, [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 2])),
        ("short", [1, 2, 3]),
        ("claims-more", [0xFF, .. Batch(1, Shape(1), Record(1, _ => { }))[1..]]),
        ("times", Batch(1, Shape(1, "a", "b", "c", "d", "e"), Record(1, Times))),
    ];

    private static byte[] Batch(int count, params byte[][] entries)
    {
        byte[] batch = [.. new byte[32 + RecordFormat.HeaderBytes], .. entries.SelectMany(entry => entry)];
        Producer.TryWriteBytes(batch);
        BinaryPrimitives.WriteInt32LittleEndian(batch.AsSpan(28), count);
        RecordFormat.Seal(batch.AsSpan(32));
        return batch;
    }

    private static byte[] Resource() => new RecordResource([new("service.name", "Orders"), new("a", "b\nc"), new("_a", "\u202E\""), new("level", "")]).Definition.ToArray();

    private static void Pair(RecordEncoder encoder) => Repeat(2, () => encoder.Value(1L));

    private static byte[] Shape(int id, params string[] names) => new RecordShape(id, "Shop.Orders", 7, "Placed", "Order {Id} placed", names).Definition.ToArray();

    private static byte[] Record(int shape, Action<RecordEncoder> members) => Entry(shape, encoder => encoder.Message("Order 42 placed"), members);

    private static byte[] Filled(int shape, Action<RecordEncoder> members) => Entry(shape, encoder => encoder.MessageFromTemplate(), members);

    private static byte[] Entry(int shape, Action<RecordEncoder> message, Action<RecordEncoder> members)
    {
        RecordEncoder encoder = new();
        encoder.Begin(shape, 638_000_000_000_000_000, 2, RecordFormat.MaxRecordBytes);
        message(encoder);
        members(encoder);
        byte[] length = new byte[5];
        return [.. length.AsSpan(0, RecordFormat.WriteVarint(length, (uint)encoder.Written.Length)), .. encoder.Written];
    }

    private static byte[] Broken(byte[] record)
    {
        record[^3] = 0xE2;                                      // within the message
        record[^1] = 0xED;
        return record;
    }

    private static void EveryValue(RecordEncoder encoder)
    {
        encoder.Null();
        encoder.Value(true);
        encoder.Value(false);
        encoder.Value(long.MinValue);
        encoder.Value(ulong.MaxValue);
        encoder.Value(double.NaN);
        encoder.Value(float.NegativeInfinity);
        encoder.Value(-79228162514264337593543950335m);
        encoder.Value("größe 🙂");
        encoder.Value(Producer);
        encoder.Value(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local));
        encoder.Value(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210)));
        encoder.Value(DateOnly.MaxValue);
        encoder.Value(TimeOnly.MaxValue);
        encoder.Value(TimeSpan.MinValue);
        encoder.Value([0x00, 0xFF]);
    }

    private static void Times(RecordEncoder encoder)
    {
        encoder.Value(DateTime.MinValue);
        encoder.Value(DateTime.MaxValue);
        encoder.Value(DateTimeOffset.MinValue);
        encoder.Value(new DateTimeOffset(DateTime.MaxValue.Ticks, TimeSpan.FromHours(14)));
        encoder.Value(TimeSpan.MaxValue);
    }

    private static void Nest(RecordEncoder encoder, int depth)
    {
        if (depth == 0)
        {
            encoder.Value(1L);
            return;
        }

        int mark = encoder.BeginContainer(depth % 2 == 0 ? RecordValueKind.List : RecordValueKind.Map);
        if (depth % 2 == 1)
        {
            encoder.Name("k");
        }

        Nest(encoder, depth - 1);
        encoder.EndContainer(mark);
    }

    private static void Scopes(RecordEncoder encoder)
    {
        encoder.Trace(Convert.FromHexString("4bf92f3577b34da6a3ce929d0e0e4736"), Convert.FromHexString("00f067aa0ba902b7"), 1);
        encoder.Exception("T", "");
        int mark = encoder.BeginScopes();
        encoder.ScopeText("Request 9");
        encoder.BeginScopeProperties(2);
        encoder.Name("a");
        encoder.Value(1L);
        encoder.Name("b");
        Nest(encoder, 2);
        encoder.ScopeText("");
        encoder.BeginScopeProperties(1);
        encoder.Name("a");
        encoder.Value("inner");
        encoder.ScopeText("=> \n");
        encoder.BeginScopeProperties(0);
        encoder.EndScopes(mark);
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++)
        {
            action();
        }
    }
}
