using System.Text;

namespace LogActors.Tests;

public sealed class RecordResourceTests
{
    private const string Golden = "03 02 0c736572766963652e6e616d65 064f7264657273 09686f73742e6e616d65 0462c3b678";

    private static readonly KeyValuePair<string, string>[] Attributes = [new("service.name", "Orders"), new("host.name", "böx")];

    private static readonly PlainRecord Record = new() { Category = "Shop.Orders", UtcTicks = Some.Ticks, Message = "m" };

    [Fact]
    public void Definition_OfTwoAttributes_HasItsBytes()
    {
        byte[] body = PayloadBuilder.Hex(Golden);

        Assert.Equal(Convert.ToHexStringLower([(byte)body.Length, .. body]), Convert.ToHexStringLower(new RecordResource(Attributes).Definition));
    }

    [Fact]
    public void Definition_WithoutAttributes_IsNothing()
    {
        Assert.True(RecordResource.Empty.Definition.IsEmpty);
        Assert.True(new RecordResource([]).Definition.IsEmpty);
    }

    [Fact]
    public void Reader_OfAResource_GivesItWithEachRecord()
    {
        byte[] payload = new PayloadBuilder().Entry("7f 01").Entry(Golden).Raw(PayloadBuilder.Of(Record, Record)[RecordFormat.HeaderBytes..]).Build();

        Assert.Equal(["service.name=Orders host.name=böx", "service.name=Orders host.name=böx"], Resources(payload));
    }

    [Fact]
    public void Reader_OfAnyResource_GivesItsAttributes()
    {
        Gen.Select(Some.Text, Some.Text).Array[0, RecordFormat.MaxResourceAttributes].Sample(pairs =>
        {
            KeyValuePair<string, string>[] attributes = [.. pairs.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))];
            if (2 + attributes.Sum(pair => RecordResource.BytesOf(pair.Key, pair.Value)) > RecordFormat.MaxResourceBytes)
            {
                return;
            }

            byte[] payload = new PayloadBuilder().Raw(new RecordResource(attributes).Definition).Raw(PayloadBuilder.Of(Record)[RecordFormat.HeaderBytes..]).Build();

            string expected = string.Join(' ', attributes.Select(pair => $"{Encoding.UTF8.GetString(Some.Utf8(pair.Key))}={Encoding.UTF8.GetString(Some.Utf8(pair.Value))}"));
            Assert.Equal([expected], Resources(payload));
        }, iter: 2_000);
    }

    [Fact]
    public void Reader_ThatIsUsedAgain_DoesNotKeepTheResource()
    {
        ShapeTable shapes = new();
        Assert.Equal(["service.name=Orders host.name=böx"], Resources(With(Golden), shapes));

        Assert.Equal([""], Resources(PayloadBuilder.Of(Record), shapes));
    }

    [Fact]
    public void TryFind_OfANameThatComesTwice_GivesTheFirst()
    {
        byte[] payload = With("03 03 0161 0131 0162 00 0161 0132");

        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            Assert.True(record.Resource.TryFind("a"u8, out ReadOnlySpan<byte> value));
            Assert.Equal("1"u8, value);
            Assert.True(record.Resource.TryFind("b"u8, out value));
            Assert.True(value.IsEmpty);
            Assert.False(record.Resource.TryFind("A"u8, out _));
            Assert.False(record.Resource.TryFind(""u8, out _));
        }
    }

    [Theory]
    [InlineData("03")]
    [InlineData("03 41")]
    [InlineData("03 ffffffffffffffffff01")]
    [InlineData("03 01 02 61")]
    [InlineData("03 01 01 61")]
    [InlineData("03 01 01 61 ffffffff0f")]
    public void Reader_DamagedResource_IsRefused(string entry) => Assert.Throws<RecordFormatException>(() => Resources(With(entry)));

    [Fact]
    public void Reader_EveryBeginningOfAResource_IsRefused()
    {
        byte[] body = PayloadBuilder.Hex(Golden);
        for (int length = 1; length < body.Length; length++)
        {
            byte[] payload = new PayloadBuilder().Entry(body.AsSpan(0, length)).Build();

            Assert.Throws<RecordFormatException>(() => Resources(payload));
        }

        Assert.Empty(Resources(new PayloadBuilder().Entry(body).Build()));
    }

    [Fact]
    public void Reader_MoreAtTheEndOfAResource_IsSkipped() =>
        Assert.Equal(["service.name=Orders host.name=böx"], Resources(With(Golden + "ff00ff")));

    [Fact]
    public void Reader_ResourceBehindAShape_SaysSo()
    {
        byte[] payload = new PayloadBuilder().Raw(Record.Shape.Definition).Entry(Golden).Build();

        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => Resources(payload));

        Assert.Equal($"The resource at byte {RecordFormat.HeaderBytes + Record.Shape.Definition.Length + 1} stands behind a shape; it belongs before the first one.", thrown.Message);
    }

    [Fact]
    public void Reader_ResourceBehindARecord_SaysSo()
    {
        byte[] payload = new PayloadBuilder().Raw(PayloadBuilder.Of(Record)[RecordFormat.HeaderBytes..]).Entry(Golden).Build();

        Assert.Contains("stands behind a shape", Assert.Throws<RecordFormatException>(() => Resources(payload)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Golden)]
    [InlineData("03 00")]
    public void Reader_SecondResource_SaysSo(string first)
    {
        byte[] payload = new PayloadBuilder().Entry(first).Entry(Golden).Build();

        Assert.Contains("is the second one of its payload; there may be one.", Assert.Throws<RecordFormatException>(() => Resources(payload)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_ResourceOfTheMostBytesAndAttributes_IsRead()
    {
        byte[] largest = [3, 0, .. new byte[RecordFormat.MaxResourceBytes - 2]];
        byte[] most = [3, RecordFormat.MaxResourceAttributes, .. new byte[2 * RecordFormat.MaxResourceAttributes]];

        Assert.Empty(Resources(new PayloadBuilder().Entry(largest).Build()));
        Assert.Empty(Resources(new PayloadBuilder().Entry(most).Build()));
        Assert.Equal(
            $"The resource at byte 10 has 8193 bytes; the limit is 8192.",
            Assert.Throws<RecordFormatException>(() => Resources(new PayloadBuilder().Entry([.. largest, 0]).Build())).Message);
    }

    [Fact]
    public void Resource_BeyondALimit_IsNotMade()
    {
        KeyValuePair<string, string>[] many = [.. Enumerable.Range(0, RecordFormat.MaxResourceAttributes + 1).Select(i => KeyValuePair.Create($"a{i}", ""))];

        Assert.StartsWith("A resource has 65 attributes; it may have 64.", Assert.Throws<ArgumentException>(() => new RecordResource(many)).Message, StringComparison.Ordinal);
        Assert.StartsWith("A resource has 8193 bytes; it may have 8192.", Assert.Throws<ArgumentException>(() => new RecordResource([new("a", new string('x', RecordFormat.MaxResourceBytes - 5))])).Message, StringComparison.Ordinal);
        Assert.StartsWith("Two attributes", Assert.Throws<ArgumentException>(() => new RecordResource([new("a", "1"), new("a", "2")])).Message, StringComparison.Ordinal);
        Assert.Equal(RecordFormat.MaxResourceBytes, new RecordResource([new("a", new string('x', RecordFormat.MaxResourceBytes - 6))]).Definition.Length - 2);
    }

    [Fact]
    public void Payload_OfTheLongestEntries_FitsABatch()
    {
        const int Lengths = 3 * 3;

        Assert.True(RecordFormat.HeaderBytes + Lengths + RecordFormat.MaxResourceBytes + RecordFormat.MaxShapeBytes + RecordFormat.MaxEntryBytes <= RecordFormat.MaxBatchBytes);
    }

    private static byte[] With(string entry) => new PayloadBuilder().Entry(entry).Raw(PayloadBuilder.Of(Record)[RecordFormat.HeaderBytes..]).Build();

    private static List<string> Resources(byte[] payload, ShapeTable? shapes = null)
    {
        List<string> resources = [];
        foreach (LogRecord record in new RecordReader(payload, shapes ?? new ShapeTable()))
        {
            List<string> pairs = [];
            RecordResourceAttributes attributes = record.Resource;
            while (attributes.MoveNext())
            {
                pairs.Add($"{Encoding.UTF8.GetString(attributes.Name)}={Encoding.UTF8.GetString(attributes.Value)}");
            }

            resources.Add(string.Join(' ', pairs));
        }

        return resources;
    }
}
