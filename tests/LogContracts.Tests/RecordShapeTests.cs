using System.Text;

namespace LogActors.Tests;

public sealed class RecordShapeTests
{
    [Fact]
    public void Shape_TextsOfAnySize_FitAShapeThatTheReaderTakes()
    {
        string huge = new('\u20AC', 10_000);
        string[] names = [.. Enumerable.Range(0, RecordFormat.MaxProperties).Select(i => i + huge)];
        RecordShape shape = new(RecordFormat.MaxShapeId, huge, int.MinValue, huge, huge, names);
        byte[] payload = new PayloadBuilder().Raw(shape.Definition).Build();

        Assert.Empty(Dump.Payload(payload));
        Assert.InRange(shape.Definition.Length, 40 * 1024, RecordFormat.MaxShapeBytes);
        Assert.Equal(names, shape.Names);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Shape_LongTemplate_IsCutBetweenCharactersAndSaysHowMuch(int offset)
    {
        string template = new string('a', offset) + string.Concat(Enumerable.Repeat("\U0001F600", 3_000));
        RecordShape shape = new(1, "c", 0, null, template, []);
        byte[] payload = new PayloadBuilder().Raw(shape.Definition).Entry(Some.Record0(1, "m")).Build();

        string read = "";
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            read = Encoding.UTF8.GetString(record.Template);
        }

        int kept = offset + ((8 * 1024 - offset) / 4 * 4);
        Assert.Equal($"{Encoding.UTF8.GetString(Some.Utf8(template)[..kept])}…[+{offset + 12_000 - kept} bytes]", read);
        Assert.DoesNotContain('\uFFFD', read);
    }

    [Fact]
    public void Shape_TextAtTheLimit_IsWhole()
    {
        string template = new('a', 8 * 1024);
        PlainRecord record = new() { Template = template };

        Assert.Equal([Dump.Record(record)], Dump.Payload(PayloadBuilder.Of(record)));
    }

    [Fact]
    public void Shape_LongestOneAndLongestRecord_FitABatch() =>
        Assert.True(RecordFormat.HeaderBytes + 3 + RecordFormat.MaxShapeBytes + 3 + RecordFormat.MaxEntryBytes <= RecordFormat.MaxBatchBytes);

    [Fact]
    public void Reader_ShapeOverTheLimit_Throws()
    {
        byte[] shape = [.. Some.Shape().Definition[1..], .. new byte[RecordFormat.MaxShapeBytes]];
        byte[] payload = new PayloadBuilder().Entry(shape).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Dump.Payload(payload));

        Assert.Equal($"The shape before byte {payload.Length} has {shape.Length} bytes; the limit is 65536.", thrown.Message);
    }

    [Fact]
    public void Shape_ArgumentsOutOfRange_Throws()
    {
        Assert.Equal("id", Assert.Throws<ArgumentOutOfRangeException>(() => new RecordShape(-1, "c", 0, null, null, [])).ParamName);
        Assert.Equal("id", Assert.Throws<ArgumentOutOfRangeException>(() => new RecordShape(65_536, "c", 0, null, null, [])).ParamName);
        Assert.Equal("names", Assert.Throws<ArgumentOutOfRangeException>(() => new RecordShape(1, "c", 0, null, null, new string[257])).ParamName);
        Assert.Equal("category", Assert.Throws<ArgumentNullException>(() => new RecordShape(1, null!, 0, null, null, [])).ParamName);
        Assert.Equal("names", Assert.Throws<ArgumentNullException>(() => new RecordShape(1, "c", 0, null, null, null!)).ParamName);
    }

    [Fact]
    public void Shape_WhatItWasMadeFrom_IsWhatItSays()
    {
        RecordShape shape = new(3, "c", -1, "e", "t", ["a", "b"]);

        Assert.Equal((3, "c", -1, "e", "t"), (shape.Id, shape.Category, shape.EventId, shape.EventName, shape.Template));
        Assert.Equal(["a", "b"], shape.Names);
    }
}
