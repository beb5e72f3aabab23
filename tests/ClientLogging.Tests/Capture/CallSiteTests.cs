using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class CallSiteTests
{
    [Fact]
    public void Find_TheSameTemplateInDifferentStrings_IsOneCallSite()
    {
        CallSiteCache cache = new();

        CallSite first = cache.Find("c", new EventId(1, "e"), new string("T {A}"), [new string("A")]);
        CallSite second = cache.Find("c", new EventId(1, "e"), new string("T {A}"), [new string("A")]);

        Assert.Same(first, second);
    }

    [Theory]
    [InlineData("d", 1, "e", "T {A}", "A")]
    [InlineData("c", 2, "e", "T {A}", "A")]
    [InlineData("c", 1, "f", "T {A}", "A")]
    [InlineData("c", 1, null, "T {A}", "A")]
    [InlineData("c", 1, "e", "U {A}", "A")]
    [InlineData("c", 1, "e", null, "A")]
    [InlineData("c", 1, "e", "T {A}", "B")]
    [InlineData("c", 1, "e", "T {A}", "A,B")]
    public void Find_AnyPartDiffers_IsAnotherCallSite(string category, int eventId, string? eventName, string? template, string names)
    {
        CallSiteCache cache = new();
        CallSite first = cache.Find("c", new EventId(1, "e"), "T {A}", ["A"]);

        CallSite second = cache.Find(category, new EventId(eventId, eventName), template, names.Split(','));

        Assert.NotEqual(first.Shape.Id, second.Shape.Id);
    }

    [Fact]
    public void Find_MoreThanAreKept_GivesShapesThatTravelWithTheirRecords()
    {
        CallSiteCache cache = new();
        int[] ids = [.. Enumerable.Range(0, CallSiteCache.MaxCallSites).Select(i => cache.Find("c", default, $"T{i}", []).Shape.Id)];

        CallSite beyond = cache.Find("c", default, "one more", []);

        Assert.Equal(Enumerable.Range(1, CallSiteCache.MaxCallSites), ids);
        Assert.Equal(0, beyond.Shape.Id);
        Assert.Equal(1, cache.Find("c", default, "T0", []).Shape.Id);
    }

    [Fact]
    public void Find_LongTexts_AreNotKept()
    {
        CallSiteCache cache = new();
        string text = new('x', CallSiteCache.MaxTextChars);

        Assert.Equal(0, cache.Find("c", default, text, []).Shape.Id);
        Assert.Equal(0, cache.Find("c", default, "T", [text]).Shape.Id);
        Assert.Equal(0, cache.Find("c", new EventId(1, text), "T", []).Shape.Id);
        Assert.Equal(1, cache.Find("c", default, text[1..], []).Shape.Id);
    }

    [Fact]
    public void Find_MoreBytesThanAreKept_GivesShapesThatTravelWithTheirRecords()
    {
        CallSiteCache cache = new();
        string text = new('x', 2000);

        long kept = Enumerable.Range(0, CallSiteCache.MaxCallSites).Where(i => cache.Find("c", default, $"{i}{text}", []).Shape.Id != 0).Sum(i => 3L * text.Length);

        Assert.InRange(kept, CallSiteCache.MaxBytes / 2, CallSiteCache.MaxBytes);
        Assert.NotEqual(0, cache.Find("c", default, $"0{text}", []).Shape.Id);
    }

    [Fact]
    public async Task Log_MoreTemplatesThanAreKept_ArriveEachWithItsOwn()
    {
        const int Count = CallSiteCache.MaxCallSites + 1000;

        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            for (int i = 0; i < Count; i++)
            {
#pragma warning disable CA2254 // Template should be a static expression: that it is not is what this test is about.
                logger.LogInformation($"T{i} {{P{i}}}", i);
#pragma warning restore CA2254
            }
        });

        Assert.Equal(Enumerable.Range(0, Count).Select(i => ($"T{i} {{P{i}}}", $"T{i} {i}", $"P{i}", (object?)(long)i)),
            records.Select(record => (record.Template, record.Message, record.Properties[0].Name, record.Properties[0].Value)));
    }

    [Fact]
    public async Task Log_TheSameTemplateFromDifferentStrings_ArrivesAlike()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            for (int i = 0; i < 100; i++)
            {
                KeyValuePair<string, object?>[] state = [new(new string("Id"), i), new("{OriginalFormat}", new string("Order {Id}"))];
                logger.Log(LogLevel.Information, default, state, null, static (values, _) => $"Order {values[0].Value}");
            }
        });

        Assert.Equal(Enumerable.Range(0, 100).Select(i => ("Order {Id}", $"Order {i}", (object?)(long)i)), records.Select(record => (record.Template, record.Message, record["Id"])));
    }

    [Fact]
    public async Task Log_OneTemplateWithChangingNamesAndEvents_ArrivesEachWithItsOwn()
    {
        const string Template = "one {template}";
        EventId[] events = [default, new(1), new(1, "a"), new(2, "a")];
        string[] names = ["A", "B"];

        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            for (int i = 0; i < 100; i++)
            {
                KeyValuePair<string, object?>[] state = [new(names[i % 2], i), new("{OriginalFormat}", Template)];
                logger.Log(LogLevel.Information, events[i % 4], state, null, static (_, _) => "m");
            }
        });

        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => (events[i % 4].Id, events[i % 4].Name ?? "", names[i % 2], (object?)(long)i)),
            records.Select(record => (record.Event.Id, record.Event.Name!, record.Properties[0].Name, record.Properties[0].Value)));
    }
}
