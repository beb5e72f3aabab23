using System.Text;

namespace LogActors.Tests;

public sealed class PlainTemplateTests
{
    [Theory]
    [InlineData("Order {Id} placed", "Id")]
    [InlineData("{Id} of {Customer}", "Id", "Customer")]
    [InlineData("{A} {A}", "A", "A")]
    [InlineData("{ A } {}", " A ", "")]
    [InlineData("nothing")]
    [InlineData("")]
    [InlineData("Jürgen \ud83d\ude00 {A}", "A")]
    public void IsPlain_HolesThatAreTheNames_True(string template, params string[] names) => Assert.True(PlainTemplate.IsPlain(template, names));

    [Theory]
    [InlineData("{A}")]
    [InlineData("{A} {B}", "A")]
    [InlineData("{A}", "A", "B")]
    [InlineData("{A} {B}", "B", "A")]
    [InlineData("{a}", "A")]
    [InlineData("{{A}} {A}", "A")]
    [InlineData("{A} }}", "A")]
    [InlineData("}} {A}", "A")]
    [InlineData("{{", "A")]
    [InlineData("{A} {", "A")]
    [InlineData("{A,5}", "A")]
    [InlineData("{A,5}", "A,5")]
    [InlineData("{A:x}", "A")]
    [InlineData("{A:x}", "A:x")]
    [InlineData("{{A}", "{A")]
    [InlineData("{A}{B}", "A", "B")]
    public void IsPlain_AnythingElse_False(string template, params string[] names) => Assert.False(PlainTemplate.IsPlain(template, names));

    [Fact]
    public void IsPlain_HalfACharacter_False()
    {
        Assert.False(PlainTemplate.IsPlain("\ud83d {A}", ["A"]));
        Assert.False(PlainTemplate.IsPlain("{A} \ude00", ["A"]));
    }

    [Theory]
    [InlineData("Order {A} of {B}.", "Order [1] of [2].")]
    [InlineData("{A}", "[1]")]
    [InlineData("{A} {B}", "[1] [2]")]
    [InlineData("nothing", "nothing")]
    [InlineData("", "")]
    [InlineData("{A} {", "[1] {")]
    [InlineData("} {A", "} {A")]
    [InlineData("{{A} {B}", "[1] [2]")]
    public void MessageParts_OfAnyTemplate_HaveAValueForEachHole(string template, string expected)
    {
        Assert.Equal(expected, MessageOf(template));
    }

    [Fact]
    public void MessageParts_MoreHolesThanValues_Throws()
    {
        RecordFormatException thrown = Assert.Throws<RecordFormatException>(() => MessageOf("{A} {B} {C}"));

        Assert.Equal("A record's message is to be made from its 2 values, and its template has holes for more.", thrown.Message);
    }

    private static string MessageOf(string template)
    {
        RecordShape shape = new(1, "c", 0, null, template, ["A", "B"]);
        RecordEncoder encoder = new();
        encoder.Begin(1, 0, 2, 1000);
        encoder.MessageFromTemplate();
        encoder.Value(1L);
        encoder.Value(2L);
        byte[] payload = new PayloadBuilder().Raw(shape.Definition).Entry(encoder.Written.ToArray()).Build();
        StringBuilder message = new();
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            Assert.True(record.IsFromTemplate);
            Assert.True(record.Message.IsEmpty);
            MessageParts parts = record.MessageParts;
            while (parts.MoveNext())
            {
                message.Append(Encoding.UTF8.GetString(parts.Text)).Append(parts.HasValue ? $"[{parts.TakeValue().Integer}]" : "");
            }
        }

        return message.ToString();
    }
}
