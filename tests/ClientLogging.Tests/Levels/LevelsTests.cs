using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

/// <summary>What levels that the silo asks for do in an application.</summary>
public sealed class LevelsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<bool> Factories => [false, true];

    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Answer_BelowTheApplicationsMinimum_LetsTheRecordsThrough(bool enriched)
    {
        await using LevelledApp app = App(enriched, ("Logging:LogLevel:Default", "Warning"), ($"{HostedApp.Section}:LogLevel:Default", "Error"));
        ILogger logger = app.Logger();
        logger.Say("before", LogLevel.Debug);

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Shop", LogLevel.Debug))));
        logger.Say("too low", LogLevel.Trace);
        logger.Say("low", LogLevel.Debug);
        await app.FlushAsync();

        Assert.Equal(["low"], app.Silo.Messages);
        Assert.Equal(LogLevel.Error, app.LevelOf("Other"));
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Answer_AboveTheApplicationsMinimum_HoldsTheRecordsBack(bool enriched)
    {
        await using LevelledApp app = App(enriched, ("Logging:LogLevel:Default", "Trace"), ($"{HostedApp.Section}:LogLevel:Shop.Orders", "Trace"));
        ILogger logger = app.Logger();

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Warning))));
        logger.Say("no", LogLevel.Information);
        logger.Say("yes", LogLevel.Warning);
        await app.FlushAsync();

        Assert.Equal(["yes"], app.Silo.Messages);
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Answer_None_HoldsEverythingBack(bool enriched)
    {
        await using LevelledApp app = App(enriched);
        string[] categories = ["Shop.Orders", "Shop.Orders.Returns", "Shop"];
        Array.ForEach(categories, category => app.Logger(category));

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Shop.Orders", LogLevel.None))));

        Assert.Equal([LogLevel.None, LogLevel.None, LogLevel.Information], categories.Select(app.LevelOf));
    }

    [Fact]
    public async Task Answer_ForOneLogFile_LeavesTheCategoriesOfOthersAlone()
    {
        await using LevelledApp app = new(null, ($"{HostedApp.Section}:Routes:Shop.Orders.Returns", "returns"), ($"{HostedApp.Section}:Routes:Pay", "payments"));
        string[] categories = ["Shop.Orders", "Shop.Orders.Returns", "Pay"];
        Array.ForEach(categories, category => app.Logger(category));

        LevelQuestion question = await app.Silo.NextQuestionAsync();
        question.Answer(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))), ("payments", LevelQuestion.Levels(("Pay", LogLevel.Error), ("Shop", LogLevel.Trace))));
        await app.NextRefreshAsync();

        Assert.Equal(["orders", "payments", "returns"], question.LogFiles.Order());
        Assert.Equal([LogLevel.Debug, LogLevel.Information, LogLevel.Error], categories.Select(app.LevelOf));
    }

    // The name of the first one's rule is the second one's too, and the second one goes to another log file.
    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Answer_ForACategoryWhoseRuleIsAnothersToo_LeavesTheOtherToTheApplication(bool enriched)
    {
        await using LevelledApp app = App(
            enriched,
            ($"{HostedApp.Section}:Routes:Shop.Workshop", "workshop"),
            ("Logging:LogLevel:Shop.Workshop", "Error"));
        string[] categories = ["Shop", "Shop.Workshop", "Shop.Workshop.Shop"];
        Array.ForEach(categories, category => app.Logger(category));

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));

        Assert.Equal([LogLevel.Trace, LogLevel.Error, LogLevel.Error], categories.Select(app.LevelOf));
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Answer_ForACategoryThatAFunctionOfTheApplicationKeepsBack_LeavesItBack(bool enriched)
    {
        await using LevelledApp app = App(enriched, builder => builder.Logging.AddFilter<LogActorsLoggerProvider>((category, _) => category != "Private"));
        ILogger kept = app.Logger("Private");
        ILogger other = app.Logger();

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));
        kept.Say("secret", LogLevel.Critical);
        other.Say("public", LogLevel.Debug);
        await app.FlushAsync();

        Assert.Equal(["public"], app.Silo.Messages);
        Assert.Equal(LogLevel.Debug, app.LevelOf(Some.Category));
    }

    [Fact]
    public async Task Answer_ForTheProvider_LeavesOtherProvidersAlone()
    {
        OtherProvider other = new();
        await using LevelledApp app = new(builder => builder.Logging.AddProvider(other));
        ILogger logger = app.Logger();

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));
        logger.Say("1", LogLevel.Debug);
        logger.Say("2", LogLevel.Information);
        app.PassPeriod();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.None))));
        logger.Say("3", LogLevel.Information);
        logger.Say("4", LogLevel.Debug);
        await app.FlushAsync();

        Assert.Equal(["1", "2"], app.Silo.Messages);
        Assert.Equal(["2", "3"], other.Messages);
    }

    [Fact]
    public async Task Answer_WithoutLevels_GivesTheApplicationsFiltersBack()
    {
        await using LevelledApp app = new(null, ("Logging:LogLevel:Shop", "Warning"));
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));
        LogLevel changed = app.LevelOf(Some.Category);

        app.PassPeriod();
        await app.AnswerAsync();

        Assert.Equal((LogLevel.Trace, LogLevel.Warning), (changed, app.LevelOf(Some.Category)));
    }

    [Fact]
    public async Task Answer_LikeTheOneBefore_RefreshesNothing()
    {
        await using LevelledApp app = new();
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(Hour, ("Default", LogLevel.Trace))));

        for (int i = 0; i < 3; i++)
        {
            app.PassPeriod();
            (await app.Silo.NextQuestionAsync()).Answer(("orders", LevelQuestion.Levels(Hour, ("Default", LogLevel.Trace))));
        }

        app.PassPeriod();
        await app.Silo.NextQuestionAsync();
        Assert.Equal(0, app.Refreshes);
    }

    [Fact]
    public async Task Answer_WithoutLevelsFromTheStart_RefreshesNothing()
    {
        await using LevelledApp app = new();
        app.Logger();

        for (int i = 0; i < 3; i++)
        {
            (await app.Silo.NextQuestionAsync()).Answer();
            app.PassPeriod();
        }

        await app.Silo.NextQuestionAsync();
        Assert.Equal(0, app.Refreshes);
    }

    [Fact]
    public async Task Moment_Passes_GivesTheApplicationsFiltersBackWithoutAConnection()
    {
        await using LevelledApp app = new();
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(Hour, ("Default", LogLevel.Trace))));
        app.PassPeriod();
        await app.Silo.NextQuestionAsync();                     // is not answered any more

        app.Time.Advance(Hour - TimeSpan.FromSeconds(11));
        LogLevel before = app.LevelOf(Some.Category);
        int early = app.Refreshes;
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app.NextRefreshAsync();

        Assert.Equal((LogLevel.Trace, 0, LogLevel.Information), (before, early, app.LevelOf(Some.Category)));
    }

    [Fact]
    public async Task Moment_OfOneLogFile_LeavesTheOthersLevels()
    {
        await using LevelledApp app = new(null, ($"{HostedApp.Section}:Routes:Pay", "payments"));
        app.Logger();
        app.Logger("Pay");
        await app.AnswerAsync(("orders", LevelQuestion.Levels(Hour, ("Default", LogLevel.Trace))), ("payments", LevelQuestion.Levels(2 * Hour, ("Default", LogLevel.Debug))));

        app.Time.Advance(Hour);
        await app.NextRefreshAsync();
        LogLevel[] first = [app.LevelOf(Some.Category), app.LevelOf("Pay")];
        app.Time.Advance(Hour);
        await app.NextRefreshAsync();

        Assert.Equal([LogLevel.Information, LogLevel.Debug], first);
        Assert.Equal(LogLevel.Information, app.LevelOf("Pay"));
    }

    [Fact]
    public async Task Answer_ThatDoesNotCome_LeavesWhatIsKnown()
    {
        await using LevelledApp app = new();
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));

        app.PassPeriod();
        (await app.Silo.NextQuestionAsync()).Fail();
        app.PassPeriod();
        (await app.Silo.NextQuestionAsync()).Fail();
        app.PassPeriod();
        await app.Silo.NextQuestionAsync();

        Assert.Equal((LogLevel.Trace, 0), (app.LevelOf(Some.Category), app.Refreshes));
    }

    [Fact]
    public async Task Reload_OfTheApplicationsFilters_KeepsBoth()
    {
        await using LevelledApp app = new();
        app.Logger();
        app.Logger("Pay");
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Shop", LogLevel.Trace))));

        app.Builder.Reload(("LogLevel:Default", "Error"));
        await app.NextRefreshAsync();
        LogLevel[] both = [app.LevelOf(Some.Category), app.LevelOf("Pay")];
        await app.GatherAsync();
        app.PassPeriod();
        await app.AnswerAsync();

        Assert.Equal([LogLevel.Trace, LogLevel.Error], both);
        Assert.Equal([LogLevel.Error, LogLevel.Error], [app.LevelOf(Some.Category), app.LevelOf("Pay")]);
    }

    [Fact]
    public async Task Reload_ThatOvertakesAnAnswer_IsMended()
    {
        StallingSetup setup = new();
        await using LevelledApp app = new(builder => builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(setup));
        app.Logger();
        LevelQuestion question = await app.Silo.NextQuestionAsync();
        setup.StallNext();
        Task reload = Task.Run(() => app.Builder.Reload(("LogLevel:Default", "Error")));
        await setup.Stalled.OrHung("a reload");                 // has made filters without levels, and not told of them yet

        question.Answer(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));
        await app.NextRefreshAsync();
        LogLevel before = app.LevelOf(Some.Category);
        setup.GoOn();
        await reload.OrHung("the end of the reload");
        await app.NextRefreshAsync();
        LogLevel overtaken = app.LevelOf(Some.Category);
        await app.GatherAsync();

        Assert.Equal((LogLevel.Trace, LogLevel.Error, LogLevel.Trace), (before, overtaken, app.LevelOf(Some.Category)));
        Assert.Equal(0, app.Refreshes);
    }

    // The reload's filters are the newest when the provider is told of them, and no more when the loggers are.
    [Fact]
    public async Task Answer_BetweenTwoWhoAreToldOfAReload_IsMended()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim goOn = new();
        int stalls = 0;
        await using LevelledApp app = new(builder => ListeningProvider.AddTo(builder, () =>
        {
            if (Interlocked.Exchange(ref stalls, 0) == 1)
            {
                stalled.SetResult();
                goOn.Wait();
            }
        }));
        app.Logger();
        LevelQuestion question = await app.Silo.NextQuestionAsync();
        Interlocked.Exchange(ref stalls, 1);
        Task reload = Task.Run(() => app.Builder.Reload(("LogLevel:Default", "Error")));
        await stalled.Task.OrHung("a reload");

        question.Answer(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));
        await app.NextRefreshAsync();
        goOn.Set();
        await reload.OrHung("the end of the reload");
        await app.NextRefreshAsync();
        LogLevel overtaken = app.LevelOf(Some.Category);
        await app.GatherAsync();

        Assert.Equal((LogLevel.Error, LogLevel.Trace), (overtaken, app.LevelOf(Some.Category)));
        app.PassPeriod();
        await app.Silo.NextQuestionAsync();
        Assert.Equal(0, app.Refreshes);
    }

    [Fact]
    public async Task Reload_WithoutLevelsFromTheStart_RefreshesNothingMore()
    {
        await using LevelledApp app = new();
        app.Logger();
        (await app.Silo.NextQuestionAsync()).Answer();

        app.Builder.Reload(("LogLevel:Default", "Error"));
        await app.NextRefreshAsync();
        app.PassPeriod();
        (await app.Silo.NextQuestionAsync()).Answer();
        app.PassPeriod();
        await app.Silo.NextQuestionAsync();

        Assert.Equal((LogLevel.Error, 0), (app.LevelOf(Some.Category), app.Refreshes));
    }

    [Fact]
    public async Task Reload_OfRoutes_MovesTheLevelsWithTheLogFile()
    {
        await using LevelledApp app = new();
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Trace))));

        app.Builder.Reload(("File", "others"));
        await app.NextRefreshAsync();                           // the configuration's
        await app.NextRefreshAsync();
        LogLevel moved = app.LevelOf(Some.Category);
        app.PassPeriod();
        await app.NextRefreshAsync();                           // once more, since the two may have overtaken each other
        LevelQuestion question = await app.Silo.NextQuestionAsync();
        question.Answer(("others", LevelQuestion.Levels(("Default", LogLevel.Error))));
        await app.NextRefreshAsync();

        Assert.Equal(["others"], question.LogFiles);
        Assert.Equal((LogLevel.Information, LogLevel.Error), (moved, app.LevelOf(Some.Category)));
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public async Task Category_CreatedLater_GetsItsLevelAfterAMoment(bool enriched)
    {
        await using LevelledApp app = App(enriched);
        app.Logger();
        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));

        ILogger[] later = [.. Enumerable.Range(0, 20).Select(number => app.Logger($"Later{number}"))];
        bool early = later.Any(logger => logger.IsEnabled(LogLevel.Debug));
        Assert.Equal(TimeSpan.FromMilliseconds(100), await app.Time.NextTimerAsync());
        app.Time.Advance(TimeSpan.FromMilliseconds(100));
        await app.NextRefreshAsync();

        Assert.False(early);
        Assert.All(later, logger => Assert.True(logger.IsEnabled(LogLevel.Debug)));
        Assert.Equal(0, app.Refreshes);
    }

    [Fact]
    public async Task Category_ThatNoRuleCanBeMeantFor_IsLeftToTheApplication()
    {
        await using LevelledApp app = new();
        string[] categories = ["", "*", "Shop*", "Sh*p*", "Shop"];
        Array.ForEach(categories, category => app.Logger(category));

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.Debug))));

        Assert.Equal([LogLevel.Information, LogLevel.Information, LogLevel.Information, LogLevel.Information, LogLevel.Debug], categories.Select(app.LevelOf));
    }

    [Fact]
    public async Task Factory_WithoutOptions_WorksAndHasNoLevels()
    {
        await using LevelledApp app = new();
        using LoggerFactory plain = new(app.Services.GetServices<ILoggerProvider>());
        ILogger logger = plain.CreateLogger(Some.Category);

        await app.AnswerAsync(("orders", LevelQuestion.Levels(("Default", LogLevel.None))));
        logger.Say("hello");
        await app.FlushAsync();

        Assert.Equal(["hello"], app.Silo.Messages);
    }

    private static LevelledApp App(bool enriched, params (string Key, string? Value)[] settings) => App(enriched, null, settings);

    private static LevelledApp App(bool enriched, Action<HostApplicationBuilder>? configure, params (string Key, string? Value)[] settings) => new(
        builder =>
        {
            configure?.Invoke(builder);
            if (enriched)
            {
                builder.Logging.EnableEnrichment();
            }
        },
        settings);

    /// <summary>Holds up who makes filters, after everything else has been done to them.</summary>
    private sealed class StallingSetup : IPostConfigureOptions<LoggerFilterOptions>
    {
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _goOn = new();
        private int _stalls;

        public Task Stalled => _stalled.Task;

        public void StallNext() => Interlocked.Exchange(ref _stalls, 1);

        public void GoOn() => _goOn.Set();

        public void PostConfigure(string? name, LoggerFilterOptions options)
        {
            if (Interlocked.Exchange(ref _stalls, 0) == 1)
            {
                _stalled.SetResult();
                _goOn.Wait();
            }
        }
    }

    private sealed class OtherProvider : ILoggerProvider, ILogger
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages => _messages;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _messages.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
