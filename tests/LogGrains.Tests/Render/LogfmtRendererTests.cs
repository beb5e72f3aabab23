namespace LogActors.Tests;

public sealed class LogfmtRendererTests
{
    private readonly LogfmtRenderer _renderer = new();

    [Fact]
    public void Record_WithoutExtras_HasTimeLevelCategoryAndMessage()
    {
        byte[] payload = Some.Payload("shipped");

        string line = _renderer.Rendered(payload);

        Assert.Equal("ts=2026-01-02T03:04:05.1234567Z level=info category=Shop.Orders msg=\"shipped\"\n", line);
    }

    [Fact]
    public void Record_WithEverything_HasAPairForEach()
    {
        byte[] payload = Some.Payload(
            level: 3,
            category: "Shop Orders",
            eventId: 7,
            eventName: "Shipped",
            properties: [("Id", 42), ("{OriginalFormat}", "Order {Id} shipped")],
            traced: true,
            exception: "System.Exception: no\n   at \"A\"",
            scopes: [("outer", [("User", "u"), ("Id", 1)]), ("inner", [("User", "v")])]);

        string line = _renderer.Rendered(payload);

        Assert.Equal(
            "ts=2026-01-02T03:04:05.1234567Z level=warn category=\"Shop Orders\" msg=\"Order 42 shipped\" event_id=7 event=Shipped trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7"
            + " scopes=\"outer => inner\" Id=42 User=v exception=\"System.Exception: no\\n   at \\\"A\\\"\"\n",
            line);
    }

    [Fact]
    public void Value_OfEachType_IsQuotedWhereItCouldBeMisread()
    {
        byte[] payload = Some.Payload(properties: Values.OfEachType);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith(
            " Null=null True=true Int=-5 ULong=18446744073709551615 Double=0.1 Large=1E+300 NaN=NaN Infinity=Infinity Negative=-Infinity Float=1.5 Decimal=12.50 Text=\"a b\""
            + " Guid=0f8fad5b-d9cb-469f-a165-70867728950e Utc=2026-01-02T03:04:05.1234567Z Local=2026-01-02T03:04:05.1234567 Offset=2026-01-02T03:04:05.1234567+02:00 Date=2026-01-02"
            + " Time=03:04:05.0000000 Duration=1.02:03:04 Bytes=\"AP8=\" List=\"[1,\\\"x\\\\n\\\",[null]]\" Map=\"{\\\"a\\\":1,\\\"@b\\\":{\\\"c\\\":[]}}\"\n",
            line,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("a=b", "\"a=b\"")]
    [InlineData("a\"b", "\"a\\\"b\"")]
    [InlineData("C:\\a", "\"C:\\\\a\"")]
    [InlineData("é", "\"é\"")]
    [InlineData("a\n\u001b", "\"a\\n\\u001b\"")]
    public void Text_ThatCouldBeMisread_IsQuoted(string value, string expected)
    {
        byte[] payload = Some.Payload(properties: [("A", value)]);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith($" A={expected}\n", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b", "a_b")]
    [InlineData("a=\"b\"", "a__b_")]
    [InlineData("", "_")]
    [InlineData("größe.x-1", "größe.x-1")]
    [InlineData("a😀\n\u202e", "a___")]
    [InlineData("level", "_level")]
    [InlineData("trace_id", "_trace_id")]
    public void Key_WithOtherThanLettersAndDigits_IsMadeValid(string name, string expected)
    {
        byte[] payload = Some.Payload(properties: [(name, 1)]);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith($" {expected}=1\n", line, StringComparison.Ordinal);
    }
}
