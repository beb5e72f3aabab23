using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LogActors.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void AddLogActors_Twice_AddsOneProviderAndAppliesBothSettings()
    {
        HostApplicationBuilder builder = HostedApp.Builder(new PromptSilo());
        builder.Logging.AddLogActors(options => options.File = "first");
        builder.Logging.AddLogActors(options => options.MaxRecordBytes = 2048);

        using IHost host = builder.Build();

        Assert.Single(host.Services.GetServices<ILoggerProvider>());
        Assert.Single(host.Services.GetServices<IHostedService>());
        LogActorsOptions options = host.Services.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue;
        Assert.Equal(("first", 2048), (options.File, options.MaxRecordBytes));
    }

    [Fact]
    public void AddLogActors_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>("builder", () => LogActorsLoggingBuilderExtensions.AddLogActors(null!));
        Assert.Throws<ArgumentNullException>("configure", () => HostedApp.Builder().Logging.AddLogActors(null!));
    }

    [Fact]
    public async Task AddLogActors_WithoutAHost_Delivers()
    {
        PromptSilo silo = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddLogActors());
        services.AddSingleton(provider => new LogDelivery(provider.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue, Some.File, silo, TimeProvider.System));
        ServiceProvider container = services.BuildServiceProvider();

        container.GetRequiredService<ILoggerFactory>().CreateLogger("c").Say("hello");
        await container.DisposeAsync();

        Assert.Equal(["hello"], silo.Messages);
    }

    [Fact]
    public void AddLogActors_ContainerDisposedSynchronously_Delivers()
    {
        PromptSilo silo = new();
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddLogActors());
        services.AddSingleton(provider => new LogDelivery(provider.GetRequiredService<IOptionsMonitor<LogActorsOptions>>().CurrentValue, Some.File, silo, TimeProvider.System));
        ServiceProvider container = services.BuildServiceProvider();

        container.GetRequiredService<ILogger<RegistrationTests>>().Say("hello");
        container.Dispose();

        Assert.Equal(["hello"], silo.Messages);
    }

    [Fact]
    public async Task Delivery_FromTheContainer_IsTheProviders()
    {
        using IHost host = HostedApp.Builder(new PromptSilo()).Build();
        ILogDelivery delivery = host.Services.GetRequiredService<ILogDelivery>();

        host.Logger().Say("hello");
        await delivery.FlushAsync();

        Assert.Equal(new DeliveryCounts(1, 1, 0), delivery.Counts);
    }

    [Fact]
    public async Task File_NotSet_IsTheApplicationsName()
    {
        using IHost host = HostedApp.Builder().Build();

        LogFileName file = host.Delivery().DefaultFile;
        await host.Delivery().DisposeAsync();

        Assert.Equal("my-shop", file.Value);
    }

    [Fact]
    public async Task Filters_UnderTheAlias_Apply()
    {
        PromptSilo silo = new();
        using IHost host = HostedApp.Builder(
            silo,
            ("Logging:LogLevel:Default", "Trace"),
            ($"{HostedApp.Section}:LogLevel:Default", "Warning"),
            ($"{HostedApp.Section}:LogLevel:Shop", "Debug")).Build();

        host.Logger("Other").Say("no", LogLevel.Information);
        host.Logger("Other").Say("yes", LogLevel.Warning);
        host.Logger("Shop.Orders").Say("no", LogLevel.Trace);
        host.Logger("Shop.Orders").Say("yes too", LogLevel.Debug);
        await host.Delivery().FlushAsync();

        Assert.Equal(["yes", "yes too"], silo.Messages);
    }

    [Fact]
    public async Task Filters_ChangedAtRunTime_Apply()
    {
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo, ($"{HostedApp.Section}:LogLevel:Default", "Warning"));
        using IHost host = builder.Build();
        ILogger logger = host.Logger();
        logger.Say("no");

        builder.Reload(("LogLevel:Default", "Information"));
        logger.Say("yes");
        await host.Delivery().FlushAsync();

        Assert.Equal(["yes"], silo.Messages);
    }
}
