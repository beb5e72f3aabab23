namespace LogActors.Tests;

public sealed class HostilePayloadTests
{
    private const int Mutations = 240_000;

    private static readonly string Shape1 = Convert.ToHexString(Some.Shape(1, "a").Definition[1..]);
    private static readonly string RecordWithoutValues = Convert.ToHexString(Some.Record0(1, "m"));

    [Fact]
    public void Reader_MutatedPayloads_ThrowsNothingButRecordFormatException()
    {
        byte[][] seeds =
        [
            PayloadBuilder.Of(Some.FullRecord()),
            new PayloadBuilder().Raw(new RecordResource([new("service.name", "Orders"), new("host.name", "böx")]).Definition).Raw(PayloadBuilder.Of(Some.FullRecord())[RecordFormat.HeaderBytes..]).Build(),
            PayloadBuilder.Of(Some.FullRecord(0), Some.FullRecord(300)),
            PayloadBuilder.Of(new PlainRecord { Message = new string('m', 200), Properties = [("deep", Nested(RecordFormat.MaxDepth))] }),
            .. Some.Record.Array[1, 2].Select(records => PayloadBuilder.Of(records)).Where(payload => payload.Length < 4096).Array[12].Single(),
        ];
        Random random = new(20261123);
        byte[] buffer = new byte[16 * 1024];
        ShapeTable shapes = new();
        int whole = 0;

        for (int i = 0; i < Mutations; i++)
        {
            byte[] seed = seeds[i % seeds.Length];
            seed.CopyTo(buffer, 0);
            int length = PayloadMutator.Mutate(buffer, seed.Length, random);
            RecordFormat.Seal(buffer.AsSpan(0, length));
            try
            {
                PayloadWalker.Walk(buffer.AsSpan(0, length), shapes);
                whole++;
            }
            catch (RecordFormatException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"Mutation {i} threw {e}\n{Convert.ToHexString(buffer.AsSpan(0, length))}");
            }
        }

        Assert.InRange(whole, Mutations / 20, Mutations * 19 / 20);
    }

    [Fact]
    public void Reader_EveryTruncation_ThrowsOrEndsEarly()
    {
        byte[] payload = PayloadBuilder.Of(Some.FullRecord());
        int shapeEnd = RecordFormat.HeaderBytes + Some.FullRecord().Shape.Definition.Length;

        for (int length = RecordFormat.HeaderBytes; length < payload.Length; length++)
        {
            byte[] cut = payload[..length];
            RecordFormat.Seal(cut);
            if (length == RecordFormat.HeaderBytes || length == shapeEnd)
            {
                Assert.Empty(Dump.Payload(cut));
            }
            else
            {
                Assert.Throws<RecordFormatException>(() => Dump.Payload(cut));
            }
        }
    }

    [Fact]
    public void Reader_AnyBitFlippedWithoutNewChecksum_Throws()
    {
        byte[] payload = PayloadBuilder.Of(Some.FullRecord());

        for (int bit = 0; bit < payload.Length * 8; bit++)
        {
            byte[] flipped = [.. payload];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<RecordFormatException>(() => Dump.Payload(flipped));
        }
    }

    [Fact]
    public void Reader_WrongChecksum_SaysBoth()
    {
        byte[] payload = new PayloadBuilder().Build();
        payload[4] ^= 1;

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.Equal("The payload's checksum is 00000000, but it states 00000001.", thrown.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("4c")]
    [InlineData("4c414231000000")]
    [InlineData("4c41423200000000")]
    [InlineData("0000000000000000")]
    public void Reader_WrongMagic_Throws(string payload)
    {
        byte[] bytes = PayloadBuilder.Hex(payload);

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(bytes));

        Assert.Equal("The payload does not begin with \"LAB1\".", thrown.Message);
    }

    [Theory]
    [InlineData("00", "The entry before byte 9 claims 0 bytes; it may have 1 to 786432.")]
    [InlineData("05 02", "5 bytes expected at byte 9, but only 1 follow.")]
    [InlineData("80", "1 byte expected at byte 9, but only 0 follow.")]
    [InlineData("81 80 30", "The entry before byte 11 claims 786433 bytes; it may have 1 to 786432.")]
    [InlineData("ff ff ff ff 07", "The entry before byte 13 claims 2147483647 bytes; it may have 1 to 786432.")]
    [InlineData("ff ff ff ff 0f", "4294967295 bytes expected at byte 13, but only 0 follow.")]
    [InlineData("ff ff ff ff ff ff ff ff ff 01", "18446744073709551615 bytes expected at byte 18, but only 0 follow.")]
    [InlineData("80 80 80 80 80 80 80 80 80 80 01", "A varint that ends at byte 18 is longer than 10 bytes.")]
    public void Reader_ImpossibleEntryLength_SaysWhichAndWhere(string entries, string message)
    {
        byte[] payload = new PayloadBuilder().Raw(PayloadBuilder.Hex(entries)).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.Equal(message, thrown.Message);
    }

    [Theory]
    [InlineData("01 808004", "65536 as a shape's id at byte 13; the limit is 65535.")]
    [InlineData("01 01 00 00 00 00 8102", "257 property names at byte 17; the limit is 256.")]
    [InlineData("01 01 00 00 00 00 ffffffffffffffffff01", "18446744073709551615 property names at byte 25; the limit is 256.")]
    [InlineData("01 01 00 00 00 00 02 00", "1 byte expected at byte 17, but only 0 follow.")]
    [InlineData("01 01 ffffffff07", "2147483647 bytes expected at byte 16, but only 0 follow.")]
    [InlineData("02 00 808004", "65536 as a record's shape at byte 14; the limit is 65535.")]
    [InlineData("02 00 05", "A record names shape 5, which its batch has not defined.")]
    public void Reader_ImpossibleCountOrId_SaysWhichAndWhere(string entry, string message)
    {
        byte[] payload = new PayloadBuilder().Entry(entry).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.Equal(message, thrown.Message);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("7f")]
    public void Reader_UndefinedValueKind_Throws(string value)
    {
        byte[] payload = new PayloadBuilder().Entry(Shape1).Entry(RecordWithoutValues + value).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.StartsWith($"The value kind {Convert.ToByte(value, 16)} at byte ", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10 ffffffff")]
    [InlineData("10 02000000 08")]
    [InlineData("10 02000000 08 05")]
    [InlineData("11 01000000 00")]
    [InlineData("11 03000000 02 6b 00")]
    [InlineData("08 ffffffff0f")]
    [InlineData("80 ffffffff0f")]
    public void Reader_ContentRunsOverTheEndOfAValue_Throws(string value)
    {
        byte[] payload = new PayloadBuilder().Entry(Shape1).Entry(RecordWithoutValues + value).Build();

        Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));
    }

    [Fact]
    public void Reader_ListsNestedAsDeepAsAllowed_ReadsThem()
    {
        PlainRecord record = new() { Properties = [("a", Nested(RecordFormat.MaxDepth))] };

        Assert.Equal([Dump.Record(record)], Dump.Payload(PayloadBuilder.Of(record)));
    }

    [Theory]
    [InlineData(RecordFormat.MaxDepth + 1, false)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public void Reader_ListsOrMapsNestedDeeper_ThrowsBeforeAWalkerRunsOutOfStack(int depth, bool maps)
    {
        byte[] bytes = new byte[depth * (maps ? 6 : 5)];
        for (int at = bytes.Length, inner = 0; at > 0; inner = bytes.Length - at)
        {
            at -= 4;
            BitConverter.TryWriteBytes(bytes.AsSpan(at), inner);
            bytes[--at] = (byte)(maps ? RecordValueKind.Map : RecordValueKind.List);
            at -= maps ? 1 : 0;                                 // the empty name in front of a pair
        }

        byte[] value = maps ? bytes[1..] : bytes;
        byte[] payload = new PayloadBuilder().Entry(Shape1).Entry([.. Some.Record0(1, "m"), .. value]).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.Equal("Lists and maps are nested more than 8 deep.", thrown.Message);
    }

    [Fact]
    public void Encoder_ListsNestedDeeper_ThrowsAndIsUsableForTheNextRecord()
    {
        RecordEncoder encoder = new();
        PlainRecord deep = new() { Properties = [("a", Nested(RecordFormat.MaxDepth + 1))] };
        PlainRecord next = new() { Properties = [("a", Nested(RecordFormat.MaxDepth))] };

        Assert.Throws<InvalidOperationException>(() => deep.Encode(encoder));
        next.Encode(encoder);

        Assert.Equal([Dump.Record(next)], Dump.Payload(new PayloadBuilder().Raw(next.Shape.Definition).Entry(encoder.Written).Build()));
    }

    [Fact]
    public void Accessors_AnyBits_NeverThrow()
    {
        byte[] edges = [0x00, 0xFF, 0x7F, 0x80];
        Random random = new(7);
        byte[] content = new byte[16];
        ShapeTable shapes = new();

        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(content);
            for (int j = 0; j < content.Length; j++)
            {
                content[j] = random.Next(3) == 0 ? edges[random.Next(edges.Length)] : content[j];
            }

            ulong number = BitConverter.ToUInt64(content);
            byte[] varint = PayloadBuilder.Varint(random.Next(2) == 0 ? number : ulong.MaxValue - (number >> random.Next(64)));
            byte[] payload = new PayloadBuilder()
                .Raw(Some.Shape(1, "a", "b", "c", "d", "e", "f", "g", "h").Definition)
                .Entry([
                    .. Some.Record0(1, "m"),
                    (byte)RecordValueKind.DateTime, .. content[..8],
                    (byte)RecordValueKind.DateTimeOffset, .. content[..10],
                    (byte)RecordValueKind.Decimal, .. content,
                    (byte)RecordValueKind.Guid, .. content,
                    (byte)RecordValueKind.Date, .. varint,
                    (byte)RecordValueKind.Time, .. varint,
                    (byte)RecordValueKind.Duration, .. varint,
                    (byte)RecordValueKind.Single, .. content[..4]])
                .Build();

            PayloadWalker.Walk(payload, shapes);
        }
    }

    [Theory]
    [InlineData("0b 0000000000000000 4803", "offset(504000000000,840)")]
    [InlineData("0b 0000000000000000 b8fc", "offset(0,-840)")]
    [InlineData("0b ffffffffffffff7f b8fc", "offset(3155378471999999999,-840)")]
    [InlineData("0b ffffffffffffff7f ff7f", "offset(3155378975999999999,840)")]
    [InlineData("0b 00000000000000ff 0080", "offset(0,-840)")]
    [InlineData("0a ffffffffffffffff", "time(3155378975999999999,Unspecified)")]
    [InlineData("0a ffffffffffffffbf", "time(3155378975999999999,Local)")]
    [InlineData("07 01000000 00000000 00000000 00001d00", "decimal(0,0,0,0)")]
    [InlineData("07 01000000 00000000 00000000 00001c80", "decimal(1,0,0,-2145648640)")]
    [InlineData("07 01000000 00000000 00000000 01000000", "decimal(0,0,0,0)")]
    [InlineData("0c 01", "date(0)")]
    [InlineData("0c ffffffffff0f", "date(0)")]
    [InlineData("0c feffffffff0f", "date(3652058)")]
    [InlineData("0d 01", "clock(0)")]
    [InlineData("0d feffffffffffffffff01", "clock(863999999999)")]
    [InlineData("0e ffffffffffffffffff01", "span(-9223372036854775808)")]
    public void Accessors_ValuesOutOfRange_GiveTheNearestThatThereIs(string value, string expected)
    {
        byte[] payload = new PayloadBuilder().Entry(Shape1).Entry(RecordWithoutValues + value).Build();

        string read = Assert.Single(Dump.Payload(payload));

        Assert.Contains($"{{\"a\"={expected};}}", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ffffffffffffffff", 0)]
    [InlineData("ffffffffffffff7f", 3155378975999999999)]
    public void Record_TimeOutOfRange_GivesTheNearestThatThereIs(string ticks, long expected)
    {
        byte[] payload = new PayloadBuilder().Raw(Some.Shape().Definition).Entry($"02 00 01 {ticks} 00").Build();

        Assert.Equal([Dump.Record(new PlainRecord { Category = "Shop.Orders", UtcTicks = expected })], Dump.Payload(payload));
    }

    private static object? Nested(int depth)
    {
        object? value = 1L;
        for (int i = 0; i < depth; i++)
        {
            value = i % 2 == 0 ? new List<object?> { value } : new List<(string, object?)> { ("k", value) };
        }

        return value;
    }
}
