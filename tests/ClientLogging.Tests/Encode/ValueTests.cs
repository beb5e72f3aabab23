using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class ValueTests
{
    private static readonly DateTime Time = Some.Time.UtcDateTime;

    public static TheoryData<object?, object?> Typed => new()
    {
        { null, null },
        { "text", "text" },
        { "", "" },
        { 'c', "c" },
        { true, true },
        { false, false },
        { (sbyte)-1, -1L },
        { (byte)200, 200L },
        { (short)-300, -300L },
        { (ushort)60000, 60000L },
        { int.MinValue, (long)int.MinValue },
        { uint.MaxValue, (long)uint.MaxValue },
        { long.MinValue, long.MinValue },
        { long.MaxValue, long.MaxValue },
        { (ulong)long.MaxValue, long.MaxValue },
        { ulong.MaxValue, ulong.MaxValue },
        { 0.1, 0.1 },
        { double.NaN, double.NaN },
        { double.PositiveInfinity, double.PositiveInfinity },
        { double.NegativeInfinity, double.NegativeInfinity },
        { float.NaN, float.NaN },
        { float.NegativeInfinity, float.NegativeInfinity },
        { -0.0, -0.0 },
        { 1.5f, 1.5f },
        { 12.50m, 12.50m },
        { decimal.MinValue, decimal.MinValue },
        { new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"), new Guid("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { Time, Time },
        { DateTime.SpecifyKind(Time, DateTimeKind.Unspecified), DateTime.SpecifyKind(Time, DateTimeKind.Unspecified) },
        { DateTime.SpecifyKind(Time, DateTimeKind.Local), DateTime.SpecifyKind(Time, DateTimeKind.Local) },
        { DateTime.MinValue, DateTime.MinValue },
        { DateTime.MaxValue, DateTime.MaxValue },
        { DateTimeOffset.MinValue, DateTimeOffset.MinValue },
        { DateTimeOffset.MaxValue, DateTimeOffset.MaxValue },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210)), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromMinutes(-210)) },
        { new DateOnly(2026, 1, 2), new DateOnly(2026, 1, 2) },
        { new TimeOnly(3, 4, 5), new TimeOnly(3, 4, 5) },
        { TimeSpan.FromTicks(-5), TimeSpan.FromTicks(-5) },
        { TimeSpan.MinValue, TimeSpan.MinValue },
        { new byte[] { 0, 255 }, new byte[] { 0, 255 } },
        { new ReadOnlyMemory<byte>([7, 0, 255], 1, 2), new byte[] { 0, 255 } },
        { new Memory<byte>([7, 0, 255], 1, 2), new byte[] { 0, 255 } },
        { new ArraySegment<byte>([7, 0, 255], 1, 2), new byte[] { 0, 255 } },
        { default(ArraySegment<byte>), Array.Empty<byte>() },
        { "text".AsMemory(1), "ext" },
        { DayOfWeek.Friday, "Friday" },
        { (DayOfWeek)9, "9" },
        { new Uri("http://host/a"), "http://host/a" },
        { new Version(1, 2), "1.2" },
        { (Half)0.5, "0.5" },
        { Half.NaN, "NaN" },
        { Int128.MinValue, "-170141183460469231731687303715884105728" },
        { UInt128.MaxValue, "340282366920938463463374607431768211455" },
        { BigInteger.Pow(10, 40), $"1{new string('0', 40)}" },
        { (nint)(-5), "-5" },
        { FileAccess.Read | FileAccess.Write, "ReadWrite" },
        { ConsoleModifiers.Alt | ConsoleModifiers.Control, "Alt, Control" },
        { (ConsoleModifiers)64, "64" },
        { typeof(List<int>), "System.Collections.Generic.List`1[System.Int32]" },
        { IPAddress.Parse("::ffff:1.2.3.4"), "::ffff:1.2.3.4" },
        { new IPEndPoint(IPAddress.Loopback, 80), "127.0.0.1:80" },
        { (int?)5, 5L },
        { (1, "a", (object?)null), "(1, a, )" },
        { new { A = 1, B = "b" }, "{ A = 1, B = b }" },
        { new DeliveryCounts(1, 2, 3), "DeliveryCounts { Accepted = 1, Written = 2, Dropped = 3, Waiting = -4 }" },
        { new StringBuilder("built"), "built" },
        { 'ü', "ü" },
        { new Rune(0x1F600), "\ud83d\ude00" },
        { new object(), "System.Object" },
        { Json("5.0"), "5.0" },
        { Json("\"a\\u0041\""), "aA" },
        { Json("true"), "True" },
        { Json("null"), "" },
        { Json("{\"a\": [1]}"), "{\"a\": [1]}" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Value_OfAType_KeepsIt(object? value, object? expected)
    {
        SentRecord record = await SentWithAsync(value);

        Assert.Equal(expected, record["Value"]);
        Assert.Equal(expected?.GetType(), record["Value"]?.GetType());
        if (expected is DateTime time)
        {
            Assert.Equal(time.Kind, ((DateTime)record["Value"]!).Kind);
        }
    }

    [Fact]
    public async Task Value_ThatIsFormattable_IsRenderedInTheInvariantCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        SentRecord record = await SentWithAsync((Half)1.5);
        CultureInfo.CurrentCulture = before;

        Assert.Equal("1.5", record["Value"]);
    }

    [Fact]
    public async Task Value_ThatIsAList_KeepsItsItemsAndTheirTypes()
    {
        SentRecord record = await SentWithAsync(new object?[] { 1, "two", null, new[] { 3.5 } });

        Assert.Equal(new List<object?> { 1L, "two", null, new List<object?> { 3.5 } }, record["Value"]);
    }

    [Fact]
    public async Task Value_ThatIsAnEmptyList_IsAList()
    {
        SentRecord record = await SentWithAsync(Array.Empty<int>());

        Assert.Equal(new List<object?>(), record["Value"]);
    }

    public static TheoryData<object> Dictionaries => new()
    {
        new Dictionary<string, int> { ["a"] = 1 },
        new Dictionary<string, object?> { ["a"] = 1 },
        new Dictionary<string, object?> { ["a"] = 1 }.ToFrozenDictionary(),
        new System.Collections.Hashtable { ["a"] = 1 },
        new[] { new KeyValuePair<string, object?>("a", 1) },
        new SortedList<string, int> { ["a"] = 1 },
        new System.Collections.Concurrent.ConcurrentDictionary<string, int> { ["a"] = 1 },
    };

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public async Task Value_ThatIsADictionary_KeepsItsKeysAndTheTypesOfItsValues(object dictionary)
    {
        SentRecord record = await SentWithAsync(dictionary);

        Assert.Equal(new List<(string, object?)> { ("a", 1L) }, record["Value"]);
    }

    [Fact]
    public async Task Value_DictionaryWithKeysOfAnotherType_HasThemAsText()
    {
        SentRecord record = await SentWithAsync(new Dictionary<int, bool> { [5] = true });

        Assert.Equal(new List<(string, object?)> { ("5", true) }, record["Value"]);
    }

    [Fact]
    public async Task Value_WithoutText_SaysSo()
    {
        SentRecord record = await SentWithAsync(new Unprintable());

        Assert.Equal("(LogActors.Tests.Unprintable could not be rendered: System.NotSupportedException: no text)", record["Value"]);
    }

    [Fact]
    public async Task Value_ItemWithoutText_SaysSoInItsPlace()
    {
        SentRecord record = await SentWithAsync(new object[] { 1, new Unprintable(), 2 });

        Assert.Equal(
            new List<object?> { 1L, "(LogActors.Tests.Unprintable could not be rendered: System.NotSupportedException: no text)", 2L },
            record["Value"]);
    }

    [Fact]
    public async Task Value_WhoseEnumeratorThrows_SaysSo()
    {
        SentRecord record = await SentWithAsync(new BrokenItems());

        Assert.Equal("(LogActors.Tests.BrokenItems could not be rendered: System.InvalidOperationException: no second)", record["Value"]);
    }

    [Fact]
    public async Task Value_OfADocumentThatIsDisposed_SaysSo()
    {
        JsonDocument document = JsonDocument.Parse("[1]");
        document.Dispose();

        SentRecord record = await SentWithAsync(document.RootElement);

        Assert.StartsWith("(System.Text.Json.JsonElement could not be rendered: System.ObjectDisposedException: ", Assert.IsType<string>(record["Value"]));
    }

    [Theory]
    [InlineData(@"a\ud800b", "a\ufffdb")]
    [InlineData(@"\udc00", "\ufffd")]
    [InlineData(@"end\ud83d", "end\ufffd")]
    [InlineData(@"whole \ud83d\ude00", "whole \ud83d\ude00")]
    public async Task Text_WithLoneSurrogates_ArrivesAsValidUtf8(string escaped, string expected)
    {
        string text = Regex.Unescape(escaped);                  // a theory's own data must be valid text

        SentRecord record = await LoggingApp.RecordOfAsync(logger =>
        {
            using (logger.BeginScope(new Dictionary<string, object?> { [text] = text }))
            {
                logger.Log(LogLevel.Information, new EventId(1, text), new KeyValuePair<string, object?>[] { new(text, text), new("{OriginalFormat}", text) }, new FormatException(text), (_, _) => text);
            }
        });

        Assert.Equal(expected, record.Message);
        Assert.Equal(expected, record.Template);
        Assert.Equal(expected, record.Event.Name);
        Assert.Equal([(expected, expected)], record.Properties);
        Assert.Equal([(expected, expected)], record.Scopes[0].Properties);
        Assert.Contains(expected, record.Exception);
    }

    [Fact]
    public async Task Value_LoneSurrogateCharacter_ArrivesAsValidUtf8()
    {
        SentRecord record = await SentWithAsync('\ud800');

        Assert.Equal("\ufffd", record["Value"]);
    }

    [Theory]
    [InlineData(256, null)]
    [InlineData(257, "…[+2 items]")]
    [InlineData(1000, "…[+745 items]")]
    public async Task Value_ListLongerThanItMayBe_SaysHowManyItemsAreMissing(int count, string? marker)
    {
        SentRecord record = await SentWithAsync(Enumerable.Range(0, count).ToArray());

        List<object?> items = Assert.IsType<List<object?>>(record["Value"]);
        Assert.Equal(RecordFormat.MaxProperties, items.Count);
        Assert.Equal(marker ?? (object)255L, items[^1]);
        Assert.Equal(254L, items[^2]);
    }

    [Fact]
    public async Task Value_SequenceWithoutEnd_IsCutWithAMarker()
    {
        static IEnumerable<int> Endless()
        {
            while (true)
            {
                yield return 1;
            }
        }

        SentRecord record = await SentWithAsync(Endless());

        Assert.Equal("…", Assert.IsType<List<object?>>(record["Value"])[^1]);
    }

    [Fact]
    public async Task Value_DictionaryLongerThanItMayBe_SaysHowManyItemsAreMissing()
    {
        SentRecord record = await SentWithAsync(Enumerable.Range(0, 300).ToDictionary(i => $"k{i}", i => i));

        List<(string, object?)> pairs = Assert.IsType<List<(string, object?)>>(record["Value"]);
        Assert.Equal(RecordFormat.MaxProperties, pairs.Count);
        Assert.Equal(("…", "[+45 items]"), pairs[^1]);
    }

    [Fact]
    public async Task Value_ListInsideItself_EndsAtTheDepthLimit()
    {
        List<object?> circle = [1];
        circle.Add(circle);

        SentRecord record = await SentWithAsync(circle);

        object? value = record["Value"];
        int depth = 0;
        for (; value is List<object?> list; value = list[1])
        {
            depth++;
        }

        Assert.Equal(RecordFormat.MaxDepth, depth);
        Assert.IsType<string>(value);
    }

    [Fact]
    public async Task Value_ListThatHoldsItselfManyTimes_StaysWithinTheRecordsLimit()
    {
        List<object?> circle = [];
        for (int i = 0; i < 200; i++)
        {
            circle.Add(circle);
        }

        SentRecord record = await SentWithAsync(circle);

        Assert.Equal("m", record.Message);
        Assert.IsType<List<object?>>(record["Value"]);
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static Task<SentRecord> SentWithAsync(object? value) => LoggingApp.RecordOfAsync(logger => logger.Log(
        LogLevel.Information, default, new KeyValuePair<string, object?>[] { new("Value", value), new("{OriginalFormat}", "m {Value}") }, null, static (_, _) => "m"));
}
