using System.Text.Json;

namespace LogActors.Tests;

/// <summary>What lines say of the process that logged their records.</summary>
public sealed class ResourceRenderTests
{
    private static readonly (string, string)[] Resource = [("service.name", "Orders"), ("host.name", "b \"x\"\n"), ("level", "7")];

    [Fact]
    public void Json_HasTheServiceUnlessMoreIsAskedFor()
    {
        byte[] payload = Some.Payload("m", eventName: "Shipped", properties: [("Id", 1)], resource: Resource);

        Assert.EndsWith(",\"SourceContext\":\"Shop.Orders\",\"EventName\":\"Shipped\",\"Resource\":{\"service.name\":\"Orders\"},\"Id\":1}\n", Rendered(LogFormat.Json, null, payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*", ",\"Resource\":{\"service.name\":\"Orders\",\"host.name\":\"b \\\"x\\\"\\n\",\"level\":\"7\"}}\n")]
    [InlineData("level,none,service.name", ",\"Resource\":{\"level\":\"7\",\"service.name\":\"Orders\"}}\n")]
    [InlineData("none", ",\"SourceContext\":\"Shop.Orders\"}\n")]
    [InlineData("Service.Name", ",\"SourceContext\":\"Shop.Orders\"}\n")]
    [InlineData("", ",\"SourceContext\":\"Shop.Orders\"}\n")]
    public void Json_OfNamedAttributes_HasThoseThatAreThere(string names, string expected) =>
        Assert.EndsWith(expected, Rendered(LogFormat.Json, Names(names), Some.Payload("m", resource: Resource)), StringComparison.Ordinal);

    [Theory]
    [InlineData(null, "msg=\"m\" service.name=Orders Id=1\n")]
    [InlineData("*", "msg=\"m\" service.name=Orders host.name=\"b \\\"x\\\"\\n\" _level=7 Id=1\n")]
    [InlineData("level,none,service.name", "msg=\"m\" _level=7 service.name=Orders Id=1\n")]
    [InlineData("none", "msg=\"m\" Id=1\n")]
    [InlineData("", "msg=\"m\" Id=1\n")]
    public void Logfmt_OfNamedAttributes_HasThoseThatAreThere(string? names, string expected) =>
        Assert.EndsWith(expected, Rendered(LogFormat.Logfmt, names is null ? null : Names(names), Some.Payload("m", properties: [("Id", 1)], resource: Resource)), StringComparison.Ordinal);

    [Fact]
    public void Logfmt_HasTheResourceBehindTheIdsAndBeforeTheScopes() =>
        Assert.EndsWith(" span_id=00f067aa0ba902b7 service.name=Orders scopes=\"s\"\n", Rendered(LogFormat.Logfmt, null, Some.Payload("m", traced: true, scopes: [("s", [])], resource: Resource)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{Resource.service.name}|{Message}", "Orders|m\n")]
    [InlineData("{Resource.host.name}|{Message}", "b \"x\"\\n|m\n")]
    [InlineData("<{Resource.none}>{Resource.level}", "<>7\n")]
    [InlineData("{Message}", "m\n")]
    public void Text_OfAPlaceholder_HasItsAttribute(string template, string expected) =>
        Assert.Equal(expected, RecordRenderers.Create(new LogFileOptions { Template = template }).Rendered(Some.Payload("m", resource: Resource)));

    [Theory]
    [InlineData("{Resource}", "'{Resource}' is not a placeholder")]
    [InlineData("{Resource.}", "'{Resource.}' is not a placeholder")]
    [InlineData("{Resource.a:b}", "has a format, which only Timestamp and Level may have")]
    public void Template_WithAnIncompleteAttribute_IsRefused(string template, string rule) =>
        Assert.Contains(rule, Assert.Throws<FormatException>(() => TextTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(LogFormat.Json, "*")]
    [InlineData(LogFormat.Logfmt, "*")]
    [InlineData(LogFormat.Json, "service.name")]
    public void Batch_WithoutAResource_HasNothingOfIt(LogFormat format, string names)
    {
        byte[] payload = Some.Payload("m", properties: [("Id", 1)]);

        Assert.Equal(Rendered(format, [], payload), Rendered(format, Names(names), payload));
    }

    [Fact]
    public void Json_PropertyCalledResource_CannotPassForIt()
    {
        byte[] payload = Some.Payload("m", properties: [("Resource", new (string, object?)[] { ("service.name", "forged") })], resource: Resource);

        Assert.EndsWith(",\"Resource\":{\"service.name\":\"Orders\"},\"_Resource\":{\"service.name\":\"forged\"}}\n", Rendered(LogFormat.Json, null, payload), StringComparison.Ordinal);
        Assert.EndsWith(",\"_Resource\":1}\n", Rendered(LogFormat.Json, null, Some.Payload("m", properties: [("Resource", 1)])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("service.name", true, " service.name=Orders _service.name=forged\n")]
    [InlineData("service.name", false, " _service.name=forged\n")]
    [InlineData("*", true, " service.name=Orders _service.name=forged\n")]
    [InlineData("*", false, " service.name=forged\n")]
    [InlineData("", true, " service.name=forged\n")]
    public void Logfmt_PropertyWithAnAttributesName_CannotPassForIt(string names, bool described, string expected)
    {
        byte[] payload = Some.Payload("m", properties: [("service.name", "forged")], resource: described ? [("service.name", "Orders")] : null);

        Assert.EndsWith(" msg=\"m\"" + expected, Rendered(LogFormat.Logfmt, Names(names), payload), StringComparison.Ordinal);
    }

    [Fact]
    public void Logfmt_KeysThatWouldBeEqual_AreKeptApart()
    {
        byte[] payload = Some.Payload("m", properties: [("a", 1), ("_level", 2), ("level", 3)], resource: [("a", "x"), ("_a", "y"), ("__a", "z"), ("level", "u"), ("_level", "v"), ("b c", "1"), ("b_c", "2")]);

        Assert.EndsWith(" msg=\"m\" a=x _a=y __a=z _level=u b_c=1 ___a=1 __level=2\n", Rendered(LogFormat.Logfmt, ["*"], payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LogFormat.Json)]
    [InlineData(LogFormat.Logfmt)]
    public void Batches_OfSeveralProcesses_HaveEachItsOwn(LogFormat format)
    {
        IRecordRenderer renderer = RecordRenderers.Create(new LogFileOptions { Format = format, Resource = ["*"] });
        byte[][] payloads =
        [
            Some.Payload("m", properties: [("a", 1)], resource: [("a", "1")]), Some.Payload("m", properties: [("a", 1)]), Some.Payload("m", properties: [("a", 1)], resource: [("a", "2")]),
            Some.Payload("m", properties: [("a", 1)], resource: [("a", "2"), ("b", "3")]), Some.Payload("m", properties: [("a", 1)], resource: [("a", "1")]),
        ];

        foreach (byte[] payload in payloads)
        {
            Assert.Equal(Rendered(format, ["*"], payload), renderer.Rendered(payload));
        }
    }

    [Fact]
    public void Resource_BeyondTwoKilobytesOnALine_LeavesOutWhatDoesNotFit()
    {
        (string, string)[] resource = [("a", new string('x', 1500)), ("b", new string('y', 1500)), ("c", "z")];
        byte[] payload = Some.Payload("m", resource: resource);

        using JsonDocument line = JsonDocument.Parse(Rendered(LogFormat.Json, ["*"], payload));

        Assert.Equal(["a", "c"], line.RootElement.GetProperty("Resource").EnumerateObject().Select(member => member.Name));
        Assert.EndsWith($" a={resource[0].Item2} c=z\n", Rendered(LogFormat.Logfmt, ["*"], payload), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_NamesThatAreEqualOnPaper_ComeOnce()
    {
        byte[] entry = [13, 3, 3, 1, 0xFF, 1, (byte)'1', 1, 0xFE, 1, (byte)'2', 1, 0xFF, 0];
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. entry, .. Some.Payload("m")[RecordFormat.HeaderBytes..]];
        RecordFormat.Seal(payload);

        Assert.EndsWith(",\"Resource\":{\"\ufffd\":\"1\"}}\n", Rendered(LogFormat.Json, ["*"], payload), StringComparison.Ordinal);
    }

    private static string[] Names(string names) => names.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Rendered(LogFormat format, string[]? names, byte[] payload)
    {
        LogFileOptions options = new() { Format = format };
        options.Resource = names ?? options.Resource;
        return RecordRenderers.Create(options).Rendered(payload);
    }
}
