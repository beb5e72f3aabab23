using System.Text;
using System.Text.Json;
using CsCheck;

namespace LogActors.Tests;

/// <summary>Whatever text or bytes a producer sends, a record stays one record.</summary>
public sealed class HostileRecordTests
{
    private const string EveryPlaceholder =
        "{Timestamp:HH:mm}{Level:s}{Category}{EventId}{EventName}{Message}{Template}{TraceId}{SpanId}{Scopes}{Properties}{Property.Map}{Resource.service.name}{Exception}";

    // Half of the characters are ones that could break something; the others come from all of UTF-16, halves of surrogate pairs included.
    private static readonly Gen<char> HostileChar = Gen.OneOf(
        AnyOf([.. "\0\t\n\v\f\r\u001b\"\\{}=@ \u007f\u0085\u009b\u00a0\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ud83d\ude00\ufeff\ufffdé"]),
        Gen.Char['\0', '\uffff']);

    private static readonly Gen<string> HostileText = HostileChar.Array[0, 40].Select(chars => new string(chars));

    private static readonly Gen<byte[]> HostileBytes = Gen.OneOf(
        Gen.Byte,
        AnyOf<byte>([0x09, 0x0A, 0x0D, 0x22, 0x5C, 0x80, 0x85, 0xA8, 0xC2, 0xD8, 0x9C, 0xE2, 0xED, 0xA0, 0xF0, 0xF4, 0xFF])).Array[0, 40];

    public static TheoryData<string> Formats => ["text", "inline", "json", "logfmt"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Text_OfAnyCharacters_StaysOneRecord(string format)
    {
        IRecordRenderer renderer = Renderer(format);

        HostileText.Sample(text => AssertOneRecord(renderer.Rendered(Some.PayloadOf(text)), format), iter: 2_000, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Text_OfAnyBytes_StaysOneRecord(string format)
    {
        IRecordRenderer renderer = Renderer(format);

        HostileBytes.Sample(bytes => AssertOneRecord(renderer.Rendered(Some.PayloadOf(bytes)), format), iter: 2_000, threads: 1);
    }

    [Fact]
    public void Json_OfAnyCharacters_GivesThemBack()
    {
        JsonRenderer renderer = new();

        HostileText.Sample(
            text =>
            {
                using JsonDocument json = JsonDocument.Parse(renderer.Rendered(Some.PayloadOf(text)));
                string valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                Assert.Equal(valid, json.RootElement.GetProperty("@m").GetString());
                Assert.Equal(valid, json.RootElement.GetProperty("SourceContext").GetString());
                Assert.Equal(valid, json.RootElement.GetProperty("@x").GetString() ?? "");
            },
            iter: 2_000, threads: 1);
    }

    [Fact]
    public void Json_OfAnyBytes_GivesBackWhatIsValid()
    {
        JsonRenderer renderer = new();

        HostileBytes.Sample(
            bytes =>
            {
                using JsonDocument json = JsonDocument.Parse(renderer.Rendered(Some.PayloadOf(bytes)));
                Assert.Equal($"<{Encoding.UTF8.GetString(bytes)}>", json.RootElement.GetProperty("@m").GetString());
            },
            iter: 2_000, threads: 1);
    }

    [Fact]
    public void Logfmt_OfAnyCharacters_GivesBackTheMessage()
    {
        LogfmtRenderer renderer = new();

        HostileText.Sample(
            text =>
            {
                string line = renderer.Rendered(Some.Payload(text));
                string quoted = line[(line.IndexOf(" msg=", StringComparison.Ordinal) + 5)..^1];
                Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), JsonSerializer.Deserialize<string>(quoted));
            },
            iter: 2_000, threads: 1);
    }

    private static Gen<T> AnyOf<T>(T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static void AssertOneRecord(string rendered, string format)
    {
        Assert.Equal('\n', rendered[^1]);
        string[] lines = rendered[..^1].Split('\n');
        Assert.False(lines[0].StartsWith('\t'), $"A record of {format} begins with a tab: {rendered}");
        Assert.All(lines[1..], line => Assert.StartsWith("\t", line, StringComparison.Ordinal));
        Assert.True(format == "text" || lines.Length == 1, $"A record of {format} has {lines.Length} lines: {rendered}");
        foreach (string line in lines)
        {
            string visible = line.StartsWith('\t') ? line[1..] : line;
            Assert.DoesNotContain(visible.EnumerateRunes(), TextEscaper.IsEscaped);
            Assert.DoesNotContain(visible, char.IsControl);
        }

        if (format == "json")
        {
            using JsonDocument json = JsonDocument.Parse(rendered);
            AssertNoNameTwice(json.RootElement);
        }
    }

    private static void AssertNoNameTwice(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            string[] names = [.. element.EnumerateObject().Select(member => member.Name)];
            Assert.Equal(names.Distinct(StringComparer.Ordinal), names);
            Assert.All(element.EnumerateObject(), member => AssertNoNameTwice(member.Value));
        }
    }

    private static IRecordRenderer Renderer(string format) => format switch
    {
        "text" => RecordRenderers.Create(new LogFileOptions { Template = EveryPlaceholder.Replace("{Exception}", "", StringComparison.Ordinal) }),
        "inline" => RecordRenderers.Create(new LogFileOptions { Template = EveryPlaceholder }),
        "json" => RecordRenderers.Create(new LogFileOptions { Format = LogFormat.Json, Resource = ["*"] }),
        _ => RecordRenderers.Create(new LogFileOptions { Format = LogFormat.Logfmt, Resource = ["*"] }),
    };
}
