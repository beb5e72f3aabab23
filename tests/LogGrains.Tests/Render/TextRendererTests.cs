namespace LogActors.Tests;

public sealed class TextRendererTests
{
    [Fact]
    public void Record_ByTheDefaultTemplate_IsOneLine()
    {
        byte[] payload = Some.Payload();

        string text = Renderer(LogFileOptions.DefaultTemplate).Rendered(payload);

        Assert.Equal("2026-01-02T03:04:05.1234567Z [Information] Shop.Orders Order 42 shipped\n", text);
    }

    [Theory]
    [InlineData("{Timestamp:HH:mm:ss.fff}", "03:04:05.123")]
    [InlineData("{Timestamp:yyyy-MM-dd HH:mm:sszzz}", "2026-01-02 03:04:05+00:00")]
    [InlineData("{Timestamp:R}", "Fri, 02 Jan 2026 03:04:05 GMT")]
    [InlineData("{Timestamp:'at the hour of ''''''''''''''''''''''''''''''''''' HH 'on the day called' dddd 'in the month of' MMMM}", "at the hour of  03 on the day called Friday in the month of January")]
    [InlineData("{Level} {Level:u3} {Level:w3} {Level:s}", "Warning WRN wrn warn")]
    [InlineData("{EventId}/{EventName}", "7/Shipped")]
    [InlineData("{Template}", "Order {Id} shipped")]
    [InlineData("{TraceId}-{SpanId}", "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("{Scopes}", "outer => inner")]
    [InlineData("{Properties}", "Id=42 Who=\"Ann Lee\" User=u Host=b")]
    [InlineData("{Property.Id} {Property.Host} {Property.User} {Property.None}.", "42 b u .")]
    [InlineData("{{{Level:u3}}}", "{WRN}")]
    [InlineData("größer {Message}", "größer Order 42 shipped")]
    public void Placeholder_OfEachKind_IsReplaced(string template, string expected)
    {
        byte[] payload = Some.Payload(
            level: 3,
            eventId: 7,
            eventName: "Shipped",
            template: "Order {Id} shipped",
            properties: [("Id", 42), ("Who", "Ann Lee"), ("{OriginalFormat}", "Order {Id} shipped")],
            traced: true,
            scopes: [("outer", [("Host", "a"), ("User", "u"), ("Id", 0)]), ("", []), ("inner", [("Host", "b")])]);

        string text = Renderer(template).Rendered(payload);

        Assert.Equal(expected + "\n", text);
    }

    [Fact]
    public void Placeholder_WithoutAValue_IsEmpty()
    {
        byte[] payload = Some.Payload();

        string text = Renderer("<{EventName}{Template}{TraceId}{SpanId}{Scopes}{Properties}{Property.X}{Exception}>").Rendered(payload);

        Assert.Equal("<>\n", text);
    }

    [Theory]
    [InlineData(0, "Trace TRC trc trce")]
    [InlineData(1, "Debug DBG dbg dbug")]
    [InlineData(2, "Information INF inf info")]
    [InlineData(3, "Warning WRN wrn warn")]
    [InlineData(4, "Error ERR err fail")]
    [InlineData(5, "Critical CRT crt crit")]
    public void Level_InEachStyle_HasItsName(int level, string expected)
    {
        byte[] payload = Some.Payload(level: level);

        string text = Renderer("{Level} {Level:u3} {Level:w3} {Level:s}").Rendered(payload);

        Assert.Equal(expected + "\n", text);
    }

    [Theory]
    [InlineData("{Timestamp}", "2026-01-02T03:04:05.1234567Z\n2026-01-02T03:04:05.0000001Z\n2026-01-02T03:04:06.0000000Z\n0001-01-01T00:00:00.0000000Z\n")]
    [InlineData("{Timestamp:mm:ss}", "04:05\n04:05\n04:06\n00:00\n")]
    [InlineData("{Timestamp:ss.ffffff}", "05.123456\n05.000000\n06.000000\n00.000000\n")]
    public void Timestamp_OfRecordsInTurn_IsEachRecordsOwn(string template, string expected)
    {
        IRecordRenderer renderer = Renderer(template);
        DateTime second = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        string text = string.Concat(new[] { Some.Time, second.AddTicks(1), second.AddSeconds(1), DateTime.MinValue }
            .Select(at => renderer.Rendered(Some.Payload(at: at))));

        Assert.Equal(expected, text);
    }

    [Fact]
    public void Exception_WithoutAPlaceholder_FollowsOnLinesThatBeginWithATab()
    {
        byte[] payload = Some.Payload(exception: "System.Exception: no\u001b\n\n   at A()\r\n\tat B\rC\r\n");

        string text = Renderer("{Message}").Rendered(payload);

        Assert.Equal("Order 42 shipped\n\tSystem.Exception: no\\x1b\n\t\n\t   at A()\n\t\\tat B\\rC\n", text);
    }

    [Fact]
    public void Exception_WithAPlaceholder_IsEscapedOnTheLine()
    {
        byte[] payload = Some.Payload(exception: "System.Exception: no\r\n   at A()");

        string text = Renderer("{Message} {Exception}.").Rendered(payload);

        Assert.Equal("Order 42 shipped System.Exception: no\\r\\n   at A().\n", text);
    }

    [Fact]
    public void Exception_WithoutText_IsTheNameOfItsType()
    {
        byte[] payload = Some.Payload(exception: "");

        string text = Renderer("{Message}").Rendered(payload);

        Assert.Equal("Order 42 shipped\n\tSystem.Exception\n", text);
    }

    [Fact]
    public void Text_WithCharactersThatCouldMislead_IsEscapedAndTheRestIsKept()
    {
        byte[] payload = Some.Payload("C:\\temp \"a\"\0\t\r\n\u001b\u007f\u0080\u0085\u009f\u00a0é\u061c\u0620\u200d\u200e\u200f\u2027\u2028\u2029\u202a\u202e\u202f\u2065\u2066\u2069\u206a…😀\ud800.");

        string text = Renderer("{Message}").Rendered(payload);

        Assert.Equal(
            "C:\\temp \"a\"\\x00\\t\\r\\n\\x1b\\x7f\\u0080\\u0085\\u009f\u00a0é\\u061c\u0620\u200d\\u200e\\u200f\u2027\\u2028\\u2029\\u202a\\u202e\u202f\u2065\\u2066\\u2069\u206a…😀\ufffd.\n",
            text);
    }

    [Fact]
    public void Value_OfEachType_HasItsText()
    {
        (string Name, object? Value)[] properties = Values.OfEachType;
        string template = string.Join("|", properties.Select(p => $"{{Property.{p.Name}}}"));

        string text = Renderer(template).Rendered(Some.Payload(properties: properties));

        Assert.Equal(
            "null|true|-5|18446744073709551615|0.1|1E+300|NaN|Infinity|-Infinity|1.5|12.50|a b|0f8fad5b-d9cb-469f-a165-70867728950e|2026-01-02T03:04:05.1234567Z|2026-01-02T03:04:05.1234567"
            + "|2026-01-02T03:04:05.1234567+02:00|2026-01-02|03:04:05.0000000|1.02:03:04|AP8=|[1,\"x\\n\",[null]]|{\"a\":1,\"@b\":{\"c\":[]}}\n",
            text);
    }

    private static IRecordRenderer Renderer(string template) => RecordRenderers.Create(new LogFileOptions { Template = template });
}
