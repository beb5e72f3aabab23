using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class NestedLoggingTests
{
    [Fact]
    public async Task Log_FromAPropertysToString_ArrivesBesideTheOuterRecord()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger => logger.Log(
            LogLevel.Information,
            default,
            new KeyValuePair<string, object?>[]
            {
                new("Value", new Talkative(() =>
                {
                    logger.LogInformation("inner {Number}", 5);
                    return "spoken";
                })),
                new("After", 6),
            },
            null,
            static (_, _) => "outer"));

        Assert.Equal(["inner 5", "outer"], records.Select(record => record.Message));
        Assert.Equal([("Value", "spoken"), ("After", 6L)], records[1].Properties);
    }

    [Fact]
    public async Task Log_FromAScopesToString_ArrivesBesideTheOuterRecord()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            bool spoken = false;
            using (logger.BeginScope(new Talkative(() =>
            {
                if (!spoken)
                {
                    spoken = true;
                    logger.Say("inner");
                }

                return "scope";
            })))
            {
                logger.Say("outer");
            }
        });

        Assert.Equal(["inner", "outer"], records.Select(record => record.Message));
        Assert.Equal(["scope"], records[0].Scopes.Select(scope => scope.Text));
        Assert.Equal(["scope"], records[1].Scopes.Select(scope => scope.Text));
    }

    [Fact]
    public async Task Log_FromItselfForEver_IsDroppedAsReentrantAndReported()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);
        Talkative endless = null!;
        int depth = 0;
        endless = new Talkative(() =>
        {
            app.Logger.LogWarning("depth {Depth} {Value}", depth++, depth < 1000 ? endless : null);
            return "spoken";
        });

        app.Logger.LogError("top {Value}", endless);
        await app.Delivery.FlushAsync();

        long dropped = app.Delivery.Dropped(DropReason.Reentrant, LogLevel.Warning);
        Assert.True(dropped > 0, "Nothing was dropped.");
        Assert.Equal(new DeliveryCounts(silo.Records.Count(record => record.Category == Some.Category) + dropped, app.Delivery.Counts.Written, dropped), app.Delivery.Counts);
        Assert.Equal(0, app.Delivery.Counts.Waiting);
        Assert.Equal(dropped, silo.Records.Where(record => record.Event.Name == "RecordsDropped").Sum(record => (long)record["Dropped"]!));
        Assert.Contains(silo.Records, record => record.Message == "top spoken");
    }

    [Fact]
    public async Task Log_AfterAnEndlessCircle_ArrivesAsBefore()
    {
        IReadOnlyList<SentRecord> records = await LoggingApp.RecordsOfAsync(logger =>
        {
            Talkative endless = null!;
            int left = 100;
            endless = new Talkative(() =>
            {
                if (left-- > 0)
                {
                    logger.LogWarning("{Value}", endless);
                }

                return "";
            });
            logger.LogWarning("{Value}", endless);

            logger.Say("after");
        });

        Assert.Equal("after", records[^1].Message);
    }
}
