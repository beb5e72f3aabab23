using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace LogActors.Tests;

/// <summary>When an application that has logged nothing yet connects in order to learn its levels.</summary>
public sealed class ConnectTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly WatchedPlace _place = new();

    [Fact]
    public async Task Logger_WhereASiloRuns_Connects()
    {
        _place.IsRunning = true;
        await using ServiceProvider application = Application();

        application.GetRequiredService<ILoggerFactory>().CreateLogger(Some.Category);

        await _place.Looked;
    }

    [Fact]
    public async Task Logger_WhereNoSiloRuns_StartsNoneAndConnectsOnceThereIsOne()
    {
        await using ServiceProvider application = Application();
        application.GetRequiredService<ILoggerFactory>().CreateLogger(Some.Category);
        await _place.NextQuestionAsync();
        _time.Advance(TimeSpan.FromSeconds(10));
        await _place.NextQuestionAsync();
        bool early = _place.WasLookedFor;

        _place.IsRunning = true;
        _time.Advance(TimeSpan.FromSeconds(10));
        await _place.Looked;

        Assert.False(early);
    }

    // The silo that was seen may have ended when it is looked for.
    [Fact]
    public async Task Logger_WhereASiloRuns_LetsNoOtherBeStartedBeforeTheFirstRecord()
    {
        _place.IsRunning = true;
        await using ServiceProvider application = Application();
        ILogger logger = application.GetRequiredService<ILoggerFactory>().CreateLogger(Some.Category);
        await _place.Looked;
        bool early = _place.MayStart;

        logger.Say("hello");

        Assert.Equal((false, true), (early, _place.MayStart));
    }

    [Fact]
    public async Task Provider_ThatMadeNoLogger_AsksNothing()
    {
        _place.IsRunning = true;
        await using (ServiceProvider application = Application())
        {
            application.GetRequiredService<ILoggerFactory>();
        }

        Assert.False(_place.WasLookedFor);
    }

    [Fact]
    public void IsRunning_OfALocalSilo_IsNotWithoutAnAnnouncement()
    {
        LocalSilo silo = new(new LocalSiloOptions { Directory = Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():n}") }, _time, () => throw new InvalidOperationException("It was started."));

        Assert.False(silo.IsRunning);
    }

    [Fact]
    public void IsRunning_OfAConfiguredCluster_IsAlways()
    {
        Assert.True(new ConfiguredCluster(new ClusterAddress(["127.0.0.1:1"], "c", "s")).IsRunning);
    }

    private ServiceProvider Application()
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddLogActors());
        services.AddSingleton(_ => new LogDelivery(Some.Options(shutdownTimeout: TimeSpan.Zero), Some.File, new LogCluster(_place, _time), _time));
        return services.BuildServiceProvider();
    }
}
