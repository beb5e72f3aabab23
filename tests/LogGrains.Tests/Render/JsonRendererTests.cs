using System.Text.Json;

namespace LogActors.Tests;

public sealed class JsonRendererTests
{
    private readonly JsonRenderer _renderer = new();

    [Fact]
    public void Record_WithoutExtras_HasTimeMessageAndCategory()
    {
        byte[] payload = Some.Payload();

        string line = _renderer.Rendered(payload);

        Assert.Equal("""{"@t":"2026-01-02T03:04:05.1234567Z","@m":"Order 42 shipped","SourceContext":"Shop.Orders"}""" + "\n", line);
    }

    [Fact]
    public void Record_WithEverything_HasAMemberForEach()
    {
        byte[] payload = Some.Payload(
            level: 4,
            eventId: -7,
            eventName: "Shipped",
            template: "Order {Id} shipped",
            properties: [("Id", 42), ("{OriginalFormat}", "Order {Id} shipped")],
            traced: true,
            exception: "System.Exception: no\r\n   at A()",
            scopes: [("outer", [("User", "u")]), ("", [("Tenant", "t")]), ("inner", [])]);

        string line = _renderer.Rendered(payload);

        Assert.Equal(
            """{"@t":"2026-01-02T03:04:05.1234567Z","@mt":"Order {Id} shipped","@m":"Order 42 shipped","@l":"Error","@x":"System.Exception: no\r\n   at A()","@i":-7"""
            + ""","@tr":"4bf92f3577b34da6a3ce929d0e0e4736","@sp":"00f067aa0ba902b7","SourceContext":"Shop.Orders","EventName":"Shipped","Id":42,"User":"u","Tenant":"t","Scopes":["outer","inner"]}""" + "\n",
            line);
    }

    [Fact]
    public void Value_OfEachType_IsTyped()
    {
        byte[] payload = Some.Payload(properties: Values.OfEachType);

        string line = _renderer.Rendered(payload);

        Assert.Equal(
            """{"@t":"2026-01-02T03:04:05.1234567Z","@m":"Order 42 shipped","SourceContext":"Shop.Orders","Null":null,"True":true,"Int":-5,"ULong":18446744073709551615,"Double":0.1"""
            + ""","Large":1E+300,"NaN":"NaN","Infinity":"Infinity","Negative":"-Infinity","Float":1.5,"Decimal":12.50,"Text":"a b","Guid":"0f8fad5b-d9cb-469f-a165-708677"""
            + """28950e","Utc":"2026-01-02T03:04:05.1234567Z","Local":"2026-01-02T03:04:05.1234567","Offset":"2026-01-02T03:04:05.1234567+02:00","Date":"2026-01-02","Time":"03:04:05"""
            + """.0000000","Duration":"1.02:03:04","Bytes":"AP8=","List":[1,"x\n",[null]],"Map":{"a":1,"@b":{"c":[]}}}""" + "\n",
            line);
        JsonDocument.Parse(line).Dispose();
    }

    [Fact]
    public void Name_ThatComesTwice_IsWrittenOnceByTheClosestOwner()
    {
        byte[] payload = Some.Payload(
            properties: [("A", "own"), ("A", "own again")],
            scopes: [("", [("A", "outer"), ("B", "outer"), ("B", "outer again"), ("C", "outer")]), ("", [("B", "inner"), ("B", "inner again")]), ("", [("D", 1)])]);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith(""","A":"own","C":"outer","B":"inner","D":1}""" + "\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_OfAMemberOfTheFormat_CannotBeTakenOver()
    {
        byte[] payload = Some.Payload(properties: [("@t", 1), ("@@t", 2), ("@", 3), ("SourceContext", 4), ("EventName", 5)], scopes: [("s", [("Scopes", 6), ("_SourceContext", 7)])]);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith(""","SourceContext":"Shop.Orders","@@t":1,"@@@t":2,"@@":3,"_SourceContext":4,"_EventName":5,"_Scopes":6,"Scopes":["s"]}""" + "\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_ThatDifferInInvalidCharactersOnly_AreTheSame()
    {
        byte[] payload = Some.Payload(properties: [("a\ud800", 1), ("a\udc00", 2), ("a\ufffd", 3)]);

        string line = _renderer.Rendered(payload);

        Assert.EndsWith(",\"a\ufffd\":1}\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_WithCharactersThatCouldMislead_IsEscapedAndComesBack()
    {
        const string Hostile = "C:\\temp \"a\"\0\t\r\n\b\f\u001b\u007f\u0085\u2028\u202e\u2066…😀";
        byte[] payload = Some.Payload(Hostile);

        string line = _renderer.Rendered(payload);

        Assert.Contains("\"@m\":\"C:\\\\temp \\\"a\\\"\\u0000\\t\\r\\n\\u0008\\u000c\\u001b\\u007f\\u0085\\u2028\\u202e\\u2066…😀\"", line, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(line);
        Assert.Equal(Hostile, json.RootElement.GetProperty("@m").GetString());
    }

    [Fact]
    public void Value_NestedToTheLimit_IsWrittenWhole()
    {
        object? value = "deep";
        for (int depth = 0; depth < RecordFormat.MaxDepth; depth++)
        {
            value = depth % 2 == 0 ? new object?[] { value } : new (string, object?)[] { ("m", value) };
        }

        string line = _renderer.Rendered(Some.Payload(properties: [("Deep", value)]));

        Assert.EndsWith(""","Deep":{"m":[{"m":[{"m":[{"m":["deep"]}]}]}]}}""" + "\n", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(250)]
    public void Names_OfAnyNumber_AreEachWrittenOnce(int count)
    {
        (string, object?)[] properties = [.. Enumerable.Range(0, count).Select(i => ($"Name{i}", (object?)i))];
        byte[] payload = Some.Payload(properties: properties, scopes: [("", properties), ("", properties), ("", [("Other", 1)])]);

        using JsonDocument json = JsonDocument.Parse(_renderer.Rendered(payload));

        Assert.Equal(
            ["@t", "@m", "SourceContext", .. properties.Select(p => p.Item1), "Other"],
            json.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void Map_OfManyNames_TakesTimeInProportion()
    {
        (string, object?)[] map = [.. Enumerable.Range(0, 30_000).Select(i => (((char)('a' + (i % 26))).ToString() + (i / 26), (object?)null))];
        byte[] payload = Some.Payload(properties: [("Map", new (string, object?)[] { ("Inner", map), ("Again", map) })]);

        using JsonDocument json = JsonDocument.Parse(_renderer.Rendered(payload));

        Assert.Equal(30_000, json.RootElement.GetProperty("Map").GetProperty("Again").EnumerateObject().Count());
    }

    [Fact]
    public void Scopes_OfManyNames_TakeTimeInProportionAndLeaveNothingBehind()
    {
        (string, (string, object?)[])[] scopes =
            [.. Enumerable.Range(0, 200).Select(scope => ("", Enumerable.Range(0, 250).Select(i => ($"{scope}.{i}", (object?)null)).Append(("Same", scope)).ToArray()))];

        using JsonDocument large = JsonDocument.Parse(_renderer.Rendered(Some.Payload(scopes: scopes)));
        string small = _renderer.Rendered(Some.Payload(scopes: [("", [("0.0", 1)])]));

        Assert.Equal(3 + (200 * 250) + 1, large.RootElement.EnumerateObject().Count());
        Assert.Equal(199, large.RootElement.GetProperty("Same").GetInt32());
        Assert.EndsWith(""","SourceContext":"Shop.Orders","0.0":1}""" + "\n", small, StringComparison.Ordinal);
    }
}
