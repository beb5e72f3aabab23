using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class ReloadTests
{
    [Fact]
    public async Task Reload_MaxRecordBytes_AppliesToTheNextRecord()
    {
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo, ($"{HostedApp.Section}:MaxRecordBytes", "1024"));
        using IHost host = builder.Build();
        string text = new('x', 3000);
        host.Logger().Say(text);

        builder.Reload(("MaxRecordBytes", "4096"));
        host.Logger().Say(text);
        await host.Delivery().FlushAsync();

        Assert.EndsWith(" bytes]", silo.Messages[0]);
        Assert.Equal(text, silo.Messages[1]);
    }

    [Fact]
    public async Task Reload_Routes_ApplyToTheNextRecordOfALoggerInUse()
    {
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo);
        using IHost host = builder.Build();
        ILogger logger = host.Logger("Pay.Desk");
        logger.Say("1");

        builder.Reload(("Routes:Pay", "payments"));
        logger.Say("2");
        builder.Reload(("Routes:Pay", "others"), ("File", "main"));
        logger.Say("3");
        host.Logger("Shop").Say("4");
        await host.Delivery().FlushAsync();

        Assert.Equal(["1"], silo.MessagesOf("orders"));
        Assert.Equal(["2"], silo.MessagesOf("payments"));
        Assert.Equal(["3"], silo.MessagesOf("others"));
        Assert.Equal(["4"], silo.MessagesOf("main"));
    }

    [Fact]
    public async Task Reload_IncludeScopes_AppliesToTheNextRecord()
    {
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo);
        using IHost host = builder.Build();
        ILogger logger = host.Logger();
        using (logger.BeginScope("scope"))
        {
            logger.Say("1");
            builder.Reload(("IncludeScopes", "false"));
            logger.Say("2");
        }

        await host.Delivery().FlushAsync();

        Assert.Equal([1, 0], silo.Records.Select(record => record.Scopes.Count));
    }

    [Fact]
    public async Task Reload_FlushInterval_AppliesToWhatGathers()
    {
        StallingCluster cluster = new();
        WatchedTime time = new();
        HostApplicationBuilder builder = HostedApp.Builder(cluster, ($"{HostedApp.Section}:FlushInterval", "00:00:10"));
        builder.Services.AddSingleton<TimeProvider>(time);
        using IHost host = builder.Build();
        host.Logger().Say("1");
        await cluster.AnswerNextAsync();
        host.Logger().Say("2");
        await time.NextTimerAsync();

        builder.Reload(("FlushInterval", "00:00:00"));

        Assert.Equal(["2"], (await cluster.AnswerNextAsync()).Messages);
    }

    [Fact]
    public async Task Reload_WhenFull_AppliesToTheNextRecord()
    {
        StallingCluster cluster = new();
        HostApplicationBuilder builder = HostedApp.Builder(
            cluster, ($"{HostedApp.Section}:BufferCapacityBytes", "65536"), ($"{HostedApp.Section}:MaxRecordBytes", "4096"), ($"{HostedApp.Section}:MaxWait", "00:01:00"));
        using IHost host = builder.Build();
        LogDelivery delivery = host.Delivery();
        while (delivery.Counts.Dropped == 0)
        {
            host.Logger().Say(Some.Kilobyte("drop"));
        }

        builder.Reload(("WhenFull", "Wait"));
        Task logging = Task.Factory.StartNew(() => host.Logger().Say(Some.Kilobyte("wait")), TaskCreationOptions.LongRunning);
        List<string> arrived = [];
        while (!arrived.Contains(Some.Kilobyte("wait")))
        {
            arrived.AddRange((await cluster.AnswerNextAsync()).Messages);
        }

        await logging.OrHung("the end of logging");
        Assert.Equal(1, delivery.Counts.Dropped);
    }

    [Fact]
    public async Task Reload_BufferCapacity_AppliesToTheNextRecord()
    {
        UnreachableCluster nobody = new();
        HostApplicationBuilder builder = HostedApp.Builder(nobody, ($"{HostedApp.Section}:BufferCapacityBytes", "65536"), ($"{HostedApp.Section}:MaxRecordBytes", "4096"));
        using IHost host = builder.Build();
        LogDelivery delivery = host.Delivery();
        while (delivery.Counts.Dropped == 0)
        {
            host.Logger().Say(Some.Kilobyte("full"));
        }

        builder.Reload(("BufferCapacityBytes", "1000000"));
        host.Logger().Say(Some.Kilobyte("room"));

        Assert.Equal(1, delivery.Counts.Dropped);
        Assert.InRange(delivery.BufferedBytes, 65537, 1_000_000);
        await delivery.DisposeAsync();
    }

    [Fact]
    public async Task Reload_BadValue_KeepsTheSettingsThatWereGoodSaysSoAndLetsTheNextReloadThrough()
    {
        using StandardErrorCapture error = new();
        PromptSilo silo = new();
        HostApplicationBuilder builder = HostedApp.Builder(silo);
        using IHost host = builder.Build();
        ILogger logger = host.Logger();
        logger.Say("1");

        builder.Reload(("File", "Not Valid"), ("MaxRecordBytes", "7"));
        builder.Reload();
        logger.Say("2");
        builder.Reload(("File", "valid"), ("MaxRecordBytes", "4096"));
        logger.Say("3");
        builder.Reload(("MaxWaitt", "00:00:01"));
        await host.Delivery().FlushAsync();

        Assert.Equal(["1", "2"], silo.MessagesOf("orders"));
        Assert.Equal(["3"], silo.MessagesOf("valid"));
        Assert.Equal(2, error.Lines.Length);
        Assert.StartsWith("LogActors: The changed settings were refused and the present ones stay: ", error.Lines[0], StringComparison.Ordinal);
        Assert.Contains("Logging:LogActors:MaxRecordBytes is 7; it must be 1024 to 524288 bytes.", error.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("LogActors: The changed settings were refused and the present ones stay: Logging:LogActors:MaxWaitt is no option", error.Lines[1], StringComparison.Ordinal);
    }
}
