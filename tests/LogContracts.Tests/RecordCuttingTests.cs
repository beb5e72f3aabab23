using System.Globalization;
using System.Text;

namespace LogActors.Tests;

public sealed class RecordCuttingTests
{
    private const int MaxOverrunBytesPerMember = 28;            // a value's kind (1), a length (5), a marker (22)

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("\U0001F600")]
    [InlineData("a\U0001F600")]
    public void Message_OverTheLimit_IsCutBetweenCharactersAndSaysHowMuch(string unit)
    {
        string message = string.Concat(Enumerable.Repeat(unit, 1_000));
        byte[] whole = Some.Utf8(message);

        for (int max = 256; max < 256 + 12; max++)
        {
            byte[] cut = Message(message, max);

            (byte[] kept, long missing) = Split(cut);
            Assert.Equal(whole.Length, kept.Length + missing);
            Assert.Equal(whole[..kept.Length], kept);
            Assert.InRange(kept.Length, max - 11 - 3, max - 11);         // the record has 11 bytes before its message, and a character at most 4
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(cut));
        }
    }

    [Fact]
    public void Message_ExactlyAtTheLimit_IsWholeAndOneByteMoreIsCut()
    {
        string message = new('a', 256 - 11);

        Assert.Equal(Some.Utf8(message), Message(message, 256));
        Assert.Equal($"{message}…[+1 bytes]", Encoding.UTF8.GetString(Message(message + "b", 256)));
    }

    [Fact]
    public void Message_LoneSurrogatesAroundTheCut_CountAsTheirReplacement()
    {
        string message = new string('a', 200) + new string('\uD800', 1_000) + "\uDC00\uD83D";

        for (int max = 256; max < 256 + 8; max++)
        {
            (byte[] kept, long missing) = Split(Message(message, max));
            Assert.Equal(Encoding.UTF8.GetByteCount(message), kept.Length + missing);
        }
    }

    [Fact]
    public void Message_OfManyBlocks_CountsPairsAcrossThemOnce()
    {
        string message = "a" + string.Concat(Enumerable.Repeat("\U0001F600", 1_200_000));

        (byte[] kept, long missing) = Split(Message(message, 256));

        Assert.Equal(1 + (4L * 1_200_000), kept.Length + missing);
    }

    [Fact]
    public void Texts_AfterTheLimitIsReached_KeepOnlyTheirMarker()
    {
        PlainRecord record = new()
        {
            Message = new string('m', 300),
            Properties = [("empty", ""), ("text", "grün"), ("bytes", new byte[] { 1, 2 }), ("number", 5L)],
            Exception = ("T", "abc"),
        };

        PlainRecord expected = record with
        {
            Message = new string('m', 256 - 11) + "…[+55 bytes]",
            Properties = [("empty", ""), ("text", "…[+5 bytes]"), ("bytes", Array.Empty<byte>()), ("number", 5L)],
            Exception = ("…[+1 bytes]", "…[+3 bytes]"),
        };
        Assert.Equal([Dump.Record(expected)], Dump.Payload(Encode(record, 256)));
    }

    [Fact]
    public void Bytes_OverTheLimit_AreCutWithoutMarker()
    {
        byte[] value = [.. Enumerable.Range(0, 300).Select(i => (byte)i)];
        PlainRecord record = new() { Properties = [("a", value)] };

        List<string> read = Dump.Payload(Encode(record, 256));

        Assert.Equal([Dump.Record(record with { Properties = [("a", value[..(256 - 13)])] })], read);
    }

    [Fact]
    public void Record_OfArbitraryMembers_EndsAtMost28BytesForEachMemberAboveTheLimit() =>
        Some.Record.Select(Gen.Int[256, 600]).Sample(
            (record, max) =>
            {
                RecordEncoder encoder = new();

                int members = record.Encode(encoder, max);

                Assert.InRange(encoder.Written.Length, 1, max + (MaxOverrunBytesPerMember * members));
                Assert.Single(Dump.Payload(new PayloadBuilder().Raw(record.Shape.Definition).Entry(encoder.Written).Build()));
            },
            iter: 3_000);

    [Theory]
    [InlineData(RecordFormat.MaxRecordBytes)]
    [InlineData(RecordFormat.MaxEntryBytes)]
    [InlineData(int.MaxValue)]
    public void Record_LimitAtOrAboveTheHighest_StillFitsAnEntry(int max)
    {
        string huge = new('m', RecordFormat.MaxBatchBytes);
        PlainRecord record = new()
        {
            Message = huge,
            Properties = [.. Enumerable.Range(0, RecordFormat.MaxProperties).Select(i => ($"p{i}", (object?)huge))],
            Exception = (huge, huge),
            Scopes = [.. Enumerable.Range(0, 4).Select(_ => (huge, Enumerable.Range(0, RecordFormat.MaxProperties).Select(i => (huge, (object?)huge)).ToArray()))],
        };

        byte[] payload = Encode(record, max);

        Assert.Single(Dump.Payload(payload));
        Assert.InRange(payload.Length, RecordFormat.MaxRecordBytes, RecordFormat.MaxBatchBytes);
    }

    [Fact]
    public void Record_AfterACutOne_IsWhole()
    {
        RecordEncoder encoder = new();
        PlainRecord cut = new() { Message = new string('m', 3_000) };
        cut.Encode(encoder, 256);

        Some.FullRecord().Encode(encoder);

        byte[] payload = new PayloadBuilder().Raw(Some.FullRecord().Shape.Definition).Entry(encoder.Written).Build();
        Assert.Equal([Dump.Record(Some.FullRecord())], Dump.Payload(payload));
    }

    private static byte[] Encode(PlainRecord record, int max)
    {
        RecordEncoder encoder = new();
        record.Encode(encoder, max);
        return new PayloadBuilder().Raw(record.Shape.Definition).Entry(encoder.Written).Build();
    }

    private static byte[] Message(string message, int max)
    {
        byte[] payload = Encode(new PlainRecord { Message = message }, max);
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            return record.Message.ToArray();
        }

        throw new InvalidOperationException("The payload has no record.");
    }

    private static (byte[] Kept, long Missing) Split(byte[] cut)
    {
        ReadOnlySpan<byte> begin = "…[+"u8;
        ReadOnlySpan<byte> end = " bytes]"u8;
        int mark = cut.AsSpan().LastIndexOf(begin);
        Assert.True(mark >= 0 && cut.AsSpan().EndsWith(end), "A cut text ends in its marker.");
        return (cut[..mark], long.Parse(cut.AsSpan()[(mark + begin.Length)..^end.Length], CultureInfo.InvariantCulture));
    }
}
