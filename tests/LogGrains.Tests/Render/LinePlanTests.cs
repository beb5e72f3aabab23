using System.Text;

namespace LogActors.Tests;

/// <summary>Records that have a shape in common become the same lines as each of them alone, of which no renderer makes a plan.</summary>
public sealed class LinePlanTests
{
    private const int Batches = 2_000;
    private const string EveryPlaceholder = "{Timestamp} {Timestamp:HH:mm:ss.fff} {Level:u3} {EventId} {EventName} {Category} {Template} {TraceId} {SpanId} {Scopes} {Properties} {Resource.service.name}{Resource.none}{Resource.level} {Message}{Exception}";

    private static readonly string[] Names = ["Id", "Who", "@l", "Scopes", "ts", "a b", "{OriginalFormat}", "Id", "größer", "Resource", "service.name", "_service.name", "level"];
    private static readonly string[] Texts = ["", "plain", "null", "a b", "Grüße\n\u202e", "\"\\\t", "\ud83d\ude00", new string('x', 5000)];

    private static readonly string[] Attributes = ["service.name", "_service.name", "level", "a b", "", "größer"];

    public static TheoryData<LogFormat, string, string[]> Formats => new()
    {
        { LogFormat.Text, LogFileOptions.DefaultTemplate, [] },
        { LogFormat.Text, EveryPlaceholder, [] },
        { LogFormat.Text, "{Message} {Message} {Properties} {Properties}", [] },
        { LogFormat.Text, "{Property.Id} {Message}", [] },
        { LogFormat.Text, "{Resource.service.name} {Message}", [] },
        { LogFormat.Json, "", [] },
        { LogFormat.Json, "", ["service.name"] },
        { LogFormat.Json, "", ["*"] },
        { LogFormat.Logfmt, "", [] },
        { LogFormat.Logfmt, "", ["level", "service.name", "none"] },
        { LogFormat.Logfmt, "", ["*"] },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void RecordsOfAShape_BecomeTheLinesOfEachAlone(LogFormat format, string template, string[] resource)
    {
        Random random = new(20261126);
        LogFileOptions options = new() { Format = format, Template = template, Resource = resource };
        IRecordRenderer renderer = RecordRenderers.Create(options);
        for (int i = 0; i < Batches; i++)
        {
            byte[][] payloads = RandomPayloads(random);

            string expected = string.Concat(payloads.Select(payload => RecordRenderers.Create(options).Rendered(payload)));

            Assert.Equal(expected, renderer.Rendered(Joined(payloads)));
        }
    }

    [Fact]
    public void ShapesOfManyBatches_AreNotTakenForEachOther()
    {
        JsonRenderer renderer = new();
        for (int i = 0; i < 200; i++)
        {
            byte[] payload = Some.Payload(message: null, template: $"{i} {{A}}", properties: [($"A{i}", i)]);

            Assert.Equal(string.Concat(Enumerable.Repeat(new JsonRenderer().Rendered(payload), 3)), renderer.Rendered(Joined([payload, payload, payload])));
        }
    }

    [Fact]
    public void ValueThatHasNoTextInAMessage_IsRefusedInALaterRecordToo()
    {
        byte[] good = Some.Payload(message: null, template: "{A}", properties: [("A", 1)]);
        byte[] bad = Some.Payload(message: null, template: "{A}", properties: [("A", new object?[] { 1 })]);

        Assert.Throws<RecordFormatException>(() => new JsonRenderer().Rendered(Joined([good, good, bad])));
    }

    private static byte[][] RandomPayloads(Random random)
    {
        bool fromTemplate = random.Next(2) == 0;
        int holes = random.Next(4);
        string[] names = [.. Enumerable.Range(0, holes + random.Next(3)).Select(_ => Pick(random, Names))];
        string template = string.Concat(Enumerable.Range(0, holes).Select(hole => $"{Pick(random, Texts)}{{P{hole}}}")) + Pick(random, Texts);
        (string category, string eventName) = (Pick(random, Texts), Pick(random, Texts));
        (string, string)[] resource = [.. random.GetItems(Attributes, random.Next(4)).Distinct().Select(name => (name, Pick(random, Texts[..^1])))];
        return [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Some.Payload(
            message: fromTemplate && random.Next(4) > 0 ? null : Pick(random, Texts),
            category: category,
            level: random.Next(2, 4),
            eventId: 7,
            eventName: eventName,
            template: template,
            properties: [.. names.Select((name, at) => (name, RandomValue(random, scalar: fromTemplate && at < holes)))],
            traced: random.Next(3) == 0,
            exception: random.Next(5) == 0 ? "System.Exception: no\n  at A()" : null,
            scopes: random.Next(5) == 0 ? [("outer", [("Id", 1)]), ("inner", [(Pick(random, Names), "v")])] : null,
            at: Some.Time.AddTicks(random.Next(3) * 7_654_321),
            resource: resource))];
    }

    private static object? RandomValue(Random random, bool scalar)
    {
        object?[] values = [.. Values.OfEachType.Select(pair => pair.Value).Where(value => !scalar || value is not (byte[] or object?[] or (string, object?)[]))];
        return random.Next(3) switch
        {
            0 => Pick(random, Texts),
            1 => random.Next(2) == 0 ? random.NextInt64() >> random.Next(64) : (random.Next(-100_000, 100_000) / 100.0),
            _ => Pick(random, values),
        };
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    // The resource and the definition that they have in common, and the record of each.
    private static byte[] Joined(byte[][] payloads)
    {
        int first = EntryEnd(payloads[0], RecordFormat.HeaderBytes);
        int records = payloads[0].Length == EntryEnd(payloads[0], first) ? first : EntryEnd(payloads[0], first);
        byte[] joined = [.. payloads[0].AsSpan(0, records), .. payloads.SelectMany(payload => payload[records..])];
        RecordFormat.Seal(joined);
        return joined;
    }

    private static int EntryEnd(ReadOnlySpan<byte> payload, int start)
    {
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = payload[start++];
            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return start + length;
            }
        }
    }
}
