using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>When the silo is asked for levels, and what keeps that going.</summary>
public sealed class LevelSubscriptionTests
{
    [Fact]
    public async Task Receipt_OfOtherSettings_AsksAtOnceAndOnlyThen()
    {
        await using LevelledApp app = new();
        ILogger logger = app.Logger();
        (await app.Silo.NextQuestionAsync()).Answer();
        logger.Say("the first receipt has nothing to differ from");
        await app.FlushAsync();
        logger.Say("the same");
        await app.FlushAsync();
        int before = app.Silo.Unseen;

        app.Silo.SettingsVersion = 2;
        logger.Say("another");
        await app.FlushAsync();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));

        Assert.Equal((0, LogLevel.Debug), (before, app.LevelOf(Some.Category)));
    }

    [Fact]
    public async Task Receipts_OfOtherSettingsAllTheTime_AskNotBeforeAMomentAfterTheLastChange()
    {
        await using LevelledApp app = new();
        ILogger logger = app.Logger();
        logger.Say("the first receipt");
        await app.FlushAsync();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));

        app.Silo.SettingsVersion = 2;
        logger.Say("another");
        await app.FlushAsync();
        TimeSpan rest = await app.Time.NextTimerAsync();        // in place of a question
        int early = app.Silo.Unseen;
        app.Time.Advance(rest);
        await app.Silo.NextQuestionAsync();

        Assert.Equal((TimeSpan.FromMilliseconds(100), 0), (rest, early));
    }

    // The time that the loop takes to look through the categories is the time that passes while they are enumerated.
    [Fact]
    public async Task Answer_LikeTheOneBeforeThatTookLongToFindOut_LetsTheNextCategoriesGatherTenTimesAsLong()
    {
        AskedSilo silo = new();
        WatchedTime time = new();
        LevelRules rules = new();
        TimeSpan looking = TimeSpan.Zero;
        LevelSubscription levels = new(silo, rules, () => FileRoutes.From(Some.Options(), Some.File), Categories, time);
        LogFileLevels answer = LevelQuestion.Levels(("Default", LogLevel.Debug));
        TaskCompletionSource applied = new(TaskCreationOptions.RunContinuationsAsynchronously);
        rules.GetChangeToken().RegisterChangeCallback(_ => applied.SetResult(), null);
        levels.Meet();
        (await silo.NextQuestionAsync()).Answer((Some.File.Value, answer));
        await applied.Task.OrHung("the first levels");
        time.Advance(TimeSpan.FromSeconds(10));
        LevelQuestion second = await silo.NextQuestionAsync();

        looking = TimeSpan.FromMilliseconds(500);
        second.Answer((Some.File.Value, answer));
        levels.Ask();
        await silo.NextQuestionAsync();
        levels.Meet();
        TimeSpan gathering = await time.NextTimerAsync();
        await levels.StopAsync();

        Assert.Equal(TimeSpan.FromSeconds(5), gathering);

        IEnumerable<string> Categories()
        {
            time.Advance(looking);
            yield return Some.Category;
        }
    }

    [Fact]
    public async Task Question_OfMoreLogFilesThanAnAnswerHas_GoesOnWithTheOthers()
    {
        (string, string?)[] routes = [.. Enumerable.Range(0, LogLevelsReceipt.MaxLogFiles).Select(number => ($"{HostedApp.Section}:Routes:C{number}", (string?)$"f{number}"))];
        await using LevelledApp app = new(null, routes);
        app.Logger();

        LevelQuestion first = await app.Silo.NextQuestionAsync();
        first.Answer(1000, _ => null);
        LevelQuestion second = await app.Silo.NextQuestionAsync();
        second.Answer(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));
        await app.NextRefreshAsync();

        Assert.Equal((LogLevelsReceipt.MaxLogFiles, 25, LogLevel.Debug), (first.LogFiles.Length, second.LogFiles.Length, app.LevelOf(Some.Category)));
        Assert.Equal(LogLevelsReceipt.MaxLogFiles + 1, first.LogFiles.Take(1000).Concat(second.LogFiles).Distinct().Count());
    }

    [Fact]
    public async Task Listener_ThatThrows_DoesNotKeepTheNextChangeFromBeingApplied()
    {
        await using LevelledApp app = new();
        app.Logger();
        int left = 1;
        using IDisposable? bad = app.Services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().OnChange((_, _) =>
        {
            if (left-- > 0)
            {
                throw new InvalidOperationException("no");
            }
        });

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));
        await app.GatherAsync();                                // tries it again
        app.PassPeriod();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Error))));

        Assert.Equal(LogLevel.Error, app.LevelOf(Some.Category));
    }

    [Fact]
    public async Task Listener_BeforeTheLoggersThatThrows_IsToldAgainAfterAGrowingPause()
    {
        int left = 2;
        await using LevelledApp app = new(builder => ListeningProvider.AddTo(builder, () =>
        {
            if (left-- > 0)
            {
                throw new InvalidOperationException("no");
            }
        }));
        app.Logger();

        (await app.Silo.NextQuestionAsync()).Answer(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));
        TimeSpan first = await app.Time.NextTimerAsync();
        app.Time.Advance(first);
        TimeSpan second = await app.Time.NextTimerAsync();
        LogLevel before = app.LevelOf(Some.Category);
        app.Time.Advance(second);
        await app.NextRefreshAsync();

        Assert.Equal((LogLevel.Information, LogLevel.Debug), (before, app.LevelOf(Some.Category)));
        Assert.Equal((TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)), (first, second));
    }

    [Fact]
    public async Task Dispose_WithAQuestionOpen_EndsItAndNothingIsAskedAnyMore()
    {
        LevelledApp app = new();
        app.Logger();
        LevelQuestion question = await app.Silo.NextQuestionAsync();

        await app.DisposeAsync();
        app.PassPeriod();

        Assert.False(question.Receipt.IsCompleted);
        Assert.Equal(0, app.Silo.Unseen);
    }

    [Fact]
    public async Task Category_CreatedAfterTheEnd_AsksNothing()
    {
        AskedSilo silo = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddLogActors());
        services.AddSingleton(_ => new LogDelivery(Some.Options(), Some.File, silo, TimeProvider.System));
        await using ServiceProvider container = services.BuildServiceProvider();
        LogActorsLoggerProvider provider = Assert.IsType<LogActorsLoggerProvider>(container.GetServices<ILoggerProvider>().Single());

        await provider.DisposeAsync();
        provider.CreateLogger("late").Say("lost");

        Assert.Equal(0, silo.Unseen);
    }
}
