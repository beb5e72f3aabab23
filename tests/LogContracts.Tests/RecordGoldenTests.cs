namespace LogActors.Tests;

/// <summary>The bytes of each kind of record, which no later version may change. A payload is read by hand in <c>docs/format.md</c>.</summary>
public sealed class RecordGoldenTests
{
    private const string Ticks = "0000b3a69ea1da08";

    public static readonly TheoryData<string> Names = [.. Cases().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encoder_GoldenRecord_WritesItsBytes(string name)
    {
        Golden golden = Cases().Single(c => c.Name == name);
        RecordEncoder encoder = new();

        golden.Record.Encode(encoder, golden.MaxRecordBytes);

        Assert.Equal(Compact(golden.Shape), Convert.ToHexStringLower(golden.Record.Shape.Definition));
        Assert.Equal(Compact(golden.Encoded), Convert.ToHexStringLower(encoder.Written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_GoldenBytes_GivesTheRecord(string name)
    {
        Golden golden = Cases().Single(c => c.Name == name);
        byte[] payload = new PayloadBuilder().Raw(PayloadBuilder.Hex(golden.Shape)).Entry(golden.Encoded).Build();

        List<string> read = Dump.Payload(payload);

        Assert.Equal([Dump.Record(golden.AsRead ?? golden.Record)], read);
    }

    [Fact]
    public void Payload_OfOneShapeAndOneRecord_HasTheBytesOfTheDocument()
    {
        PlainRecord record = new()
        {
            ShapeId = 1, Category = "Shop.Orders", EventId = 7, EventName = "Placed", Template = "Order {Id} placed",
            Properties = [("Id", 42L)], UtcTicks = Some.Ticks, Level = 2, Message = "Order 42 placed",
        };

        byte[] payload = PayloadBuilder.Of(record);

        Assert.Equal(
            Compact("""
                4c414231 ae9d7c30
                2c 01 01 0b53686f702e4f7264657273 0e 06506c61636564 114f72646572207b49647d20706c61636564 01 024964
                1d 02 02 01 0000b3a69ea1da08 0f4f7264657220343220706c61636564 0354
                """),
            Convert.ToHexStringLower(payload));
        Assert.Equal([Dump.Record(record)], Dump.Payload(payload));
        Assert.Equal(Convert.ToHexStringLower(payload), ExampleOfTheDocument());
    }

    private static string ExampleOfTheDocument()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "docs", "format.md")))
        {
            folder = folder.Parent;
        }

        Assert.True(folder is not null, $"docs/format.md is in no folder above {AppContext.BaseDirectory}.");
        IEnumerable<string> lines = File.ReadLines(Path.Combine(folder.FullName, "docs", "format.md"))
            .SkipWhile(line => line != "## An example").SkipWhile(line => line != "```").Skip(1).TakeWhile(line => line != "```");
        return string.Concat(lines.Select(line => line.Split("  ")[0].Replace(" ", "", StringComparison.Ordinal)));
    }

    private static IEnumerable<Golden> Cases()
    {
        PlainRecord plain = new() { UtcTicks = Some.Ticks, Message = "m" };
        const string EmptyShape = "07 01 00 00 00 00 00 00";

        yield return new("nothing but a time, shape 0", plain with { Message = "" }, EmptyShape, $"02 00 00 {Ticks} 00");
        yield return new("highest shape id, lowest event id", plain with { ShapeId = 65535, EventId = int.MinValue, Message = "ü" },
            "0d 01 ffff03 00 ffffffff0f 00 00 00", $"02 00 ffff03 {Ticks} 02c3bc");
        yield return new("every kind of value", Some.FullRecord() with { Message = "m", Trace = null, Exception = null, Scopes = null },
            """
            8001 01 07 0b53686f702e4f7264657273 05 06506c61636564 037b417d 12
            046e756c6c 0474727565 0566616c7365 03696e74 05756c6f6e67 06646f75626c65 0673696e676c65 07646563696d616c 0474657874
            0467756964 0474696d65 066f6666736574 0464617465 05636c6f636b 047370616e 056279746573 046c697374 036d6170
            """,
            $"""
            02 02 07 {Ticks} 016d
            00
            01
            02
            03 01
            04 ffffffffffffffffff01
            05 000000000000f83f
            06 000000bf
            07 7b000000 00000000 00000000 00000280
            08 05 6772c3bc6e
            09 33221100 5544 7766 8899aabbccddeeff
            0a 0000b3a69ea1da48
            0b 0000b3a69ea1da08 b6fe
            0c cca95a
            0d 80d0b8e1981a
            0e ffd9c409
            0f 03 0102ff
            10 0a000000 0302 10 03000000 080178
            11 0a000000 016b 0304 00 10 00000000
            """);
        yield return new("a trace", plain with { Trace = [.. Some.TraceId, .. Some.SpanId, 1] }, EmptyShape,
            $"02 08 00 {Ticks} 016d 4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01");
        yield return new("an exception", plain with { Level = 4, Exception = ("T", "T: no\n\tat A") }, EmptyShape,
            $"02 14 00 {Ticks} 016d 0154 0b543a206e6f0a0961742041");
        yield return new("scopes", plain with { Scopes = [("request", [("id", 5L)]), ("", [])] }, EmptyShape,
            $"02 20 00 {Ticks} 016d 10000000 0772657175657374 01 026964 030a 00 00");
        yield return new("trace, exception and scopes", plain with { Level = 5, Trace = [.. Some.TraceId, .. Some.SpanId, 0], Exception = ("T", ""), Scopes = [] }, EmptyShape,
            $"02 3d 00 {Ticks} 016d 4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 00 0154 00 00000000");
        yield return new("lists and maps in a list", plain with { Properties = [("l", new List<object?> { 1L, new List<object?> { "x" }, new List<(string, object?)> { ("k", true) } })] },
            "09 01 00 00 00 00 00 01 016c", $"02 00 00 {Ticks} 016d 10 12000000 0302 10 03000000 080178 11 03000000 016b 01");
        yield return new("a cut text", plain with { Message = new string('a', 244) + "€uro" }, EmptyShape,
            $"02 00 00 {Ticks} 8102 {string.Concat(Enumerable.Repeat("61", 244))} e280a6 5b2b36 206279746573 5d")
        {
            MaxRecordBytes = 256,
            AsRead = plain with { Message = new string('a', 244) + "…[+6 bytes]" },
        };
    }

    private static string Compact(string hex) => Convert.ToHexStringLower(PayloadBuilder.Hex(hex));

    private sealed record Golden(string Name, PlainRecord Record, string Shape, string Encoded)
    {
        public int MaxRecordBytes { get; init; } = 1024;

        public PlainRecord? AsRead { get; init; }
    }
}
