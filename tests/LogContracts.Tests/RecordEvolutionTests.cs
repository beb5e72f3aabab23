namespace LogActors.Tests;

public sealed class RecordEvolutionTests
{
    private static readonly string[] OneRecord = [Dump.Record(new PlainRecord { Category = "Shop.Orders", UtcTicks = Some.Ticks, Level = 2, Message = "m" })];

    [Theory]
    [InlineData("00")]
    [InlineData("04")]
    [InlineData("7f 01 02 03")]
    [InlineData("ff")]
    public void Reader_EntryOfUnknownKind_IsSkipped(string entry)
    {
        byte[] payload = new PayloadBuilder().Entry(entry).Raw(Some.Shape().Definition).Entry(entry).Entry(Some.Record0(1, "m")).Entry(entry).Build();

        Assert.Equal(OneRecord, Dump.Payload(payload));
    }

    [Fact]
    public void Reader_MoreAtTheEndOfShapeAndRecord_IsSkipped()
    {
        byte[] shape = Some.Shape().Definition[1..].ToArray();
        byte[] payload = new PayloadBuilder().Entry([.. shape, 1, 2, 3]).Entry([.. Some.Record0(1, "m"), 4, 5, 6]).Build();

        Assert.Equal(OneRecord, Dump.Payload(payload));
    }

    [Theory]
    [InlineData(0x80)]
    public void Reader_UnknownFlags_AreIgnored(byte flags)
    {
        byte[] record = Some.Record0(1, "m");
        record[1] |= flags;

        byte[] payload = new PayloadBuilder().Raw(Some.Shape().Definition).Entry([.. record, 9, 9]).Build();

        Assert.Equal(OneRecord, Dump.Payload(payload));
    }

    [Theory]
    [InlineData("80 00", "kind80()")]
    [InlineData("80 02 0102", "kind80(0102)")]
    [InlineData("ff 01 08", "kindff(08)")]
    [InlineData("10 04000000 80 02 0102", "list(kind80(0102);)")]
    [InlineData("11 06000000 01 6b 90 02 ffff", "map(\"k\"=kind90(FFFF);)")]
    public void Reader_ValueOfNewerKind_GivesItsBytesAndGoesOn(string value, string expected)
    {
        byte[] payload = new PayloadBuilder()
            .Raw(Some.Shape(1, "a", "b").Definition)
            .Entry([.. Some.Record0(1, "m"), .. PayloadBuilder.Hex(value), (byte)RecordValueKind.True])
            .Build();

        string read = Assert.Single(Dump.Payload(payload));

        Assert.Contains($"{{\"a\"={expected};\"b\"=true;}}", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("81 00", 1)]
    [InlineData("81 80 80 80 80 80 80 80 80 00", 1)]
    [InlineData("ff ff ff ff ff ff ff ff ff 01", ulong.MaxValue)]
    [InlineData("80 80 80 80 80 80 80 80 80 7f", 1ul << 63)]
    public void Reader_PaddedVarint_GivesItsLow64Bits(string varint, ulong expected)
    {
        byte[] payload = new PayloadBuilder()
            .Raw(Some.Shape(1, "a").Definition)
            .Entry([.. Some.Record0(1, "m"), (byte)RecordValueKind.Unsigned, .. PayloadBuilder.Hex(varint)])
            .Build();

        string read = Assert.Single(Dump.Payload(payload));

        Assert.Contains($"{{\"a\"={Dump.Value(expected)};}}", read, StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_PaddedLengths_AreFollowed()
    {
        byte[] shape = Some.Shape().Definition[1..].ToArray();
        byte[] record = Some.Record0(1, "m");
        byte[] padded = [record[0], record[1], 0x81, 0x80, 0x00, .. record.AsSpan(3, 8), 0x81, 0x00, (byte)'m'];
        byte[] payload = new PayloadBuilder()
            .Raw([(byte)(0x80 | shape.Length), 0x80, 0x00]).Raw(shape)
            .Raw([(byte)(0x80 | padded.Length), 0x00]).Raw(padded)
            .Build();

        Assert.Equal(OneRecord, Dump.Payload(payload));
    }
}
