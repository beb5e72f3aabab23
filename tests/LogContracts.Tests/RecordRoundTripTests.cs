namespace LogActors.Tests;

public sealed class RecordRoundTripTests
{
    [Fact]
    public void Reader_ArbitraryRecords_GivesBackWhatWasEncoded() =>
        Some.Record.Array[1, 4].Sample(
            records =>
            {
                byte[] payload = PayloadBuilder.Of(records);

                List<string> read = Dump.Payload(payload);

                Assert.Equal(records.Select(Dump.Record), read);
            },
            iter: 3_000);

    [Fact]
    public void Reader_LoneSurrogates_GivesReplacementCharacters()
    {
        PlainRecord record = new() { Message = "a\uD800b\uDC00", Category = "\uDFFF" };

        List<string> read = Dump.Payload(PayloadBuilder.Of(record));

        Assert.Equal(["\"\uFFFD\" 0 \"\" \"\" 0 0 \"a\uFFFDb\uFFFD\" {} trace 00"], read);
    }

    [Fact]
    public void Reader_ShapeZeroDefinedAgain_NamesTheLatest()
    {
        PlainRecord first = new() { Category = "first" };
        PlainRecord second = new() { Category = "second" };

        List<string> read = Dump.Payload(PayloadBuilder.Of(first, second));

        Assert.Equal([Dump.Record(first), Dump.Record(second)], read);
    }

    [Fact]
    public void Reader_TableReused_ForgetsTheLastPayloadsShapes()
    {
        ShapeTable shapes = new();
        Assert.Equal(1, Count(PayloadBuilder.Of(Some.FullRecord()), shapes));
        byte[] withoutShape = new PayloadBuilder().Entry(Some.Record0(7, "m")).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Count(withoutShape, shapes));

        Assert.Equal("A record names shape 7, which its batch has not defined.", thrown.Message);
    }

    [Fact]
    public void Reader_EmptyPayload_HasNoRecords()
    {
        byte[] payload = new PayloadBuilder().Build();

        Assert.Empty(Dump.Payload(payload));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(42, 5)]
    [InlineData(int.MinValue, 0)]
    [InlineData(int.MaxValue, 5)]
    public void Encoder_AnyLevel_WritesTheNearestThatThereIs(int level, int expected)
    {
        PlainRecord record = new() { Level = level, Message = "m" };

        List<string> read = Dump.Payload(PayloadBuilder.Of(record));

        Assert.Equal([Dump.Record(record with { Level = expected })], read);
    }

    private static int Count(byte[] payload, ShapeTable shapes)
    {
        int count = 0;
        foreach (LogRecord _ in new RecordReader(payload, shapes))
        {
            count++;
        }

        return count;
    }
}
