using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

[Collection(nameof(StandardErrorCapture))]
public sealed class HealthCheckTests : IAsyncDisposable
{
    private const int Capacity = 64 * 1024;

    private readonly StallingCluster _cluster = new();
    private readonly WatchedTime _time = new();
    private readonly ServiceProvider _services;
    private readonly ILogger _logger;

    public HealthCheckTests()
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.AddFilter("Microsoft", LogLevel.None).AddLogActors(options =>
        {
            options.BufferCapacityBytes = Capacity;
            options.FlushInterval = TimeSpan.Zero;
            options.ShutdownTimeout = TimeSpan.Zero;
        }));
        services.AddHealthChecks().AddLogActorsHealthCheck(tags: ["logs"]);
        LogActorsOptions options = Some.Options(capacityBytes: Capacity, flushInterval: TimeSpan.Zero, shutdownTimeout: TimeSpan.Zero);
        services.Replace(ServiceDescriptor.Singleton(_ => new LogDelivery(options, Some.File, _cluster, _time)));
        _services = services.BuildServiceProvider();
        _logger = _services.GetRequiredService<ILoggerFactory>().CreateLogger(Some.Category);
    }

    [Fact]
    public async Task Check_WhileRecordsAreDelivered_IsHealthy_WithTheFigures()
    {
        _logger.Say("1");
        await _cluster.AnswerNextAsync();
        await _services.GetRequiredService<ILogDelivery>().FlushAsync();

        HealthReportEntry entry = await CheckAsync();

        Assert.Equal((HealthStatus.Healthy, "Records are delivered."), (entry.Status, entry.Description));
        Assert.Equal(["logs"], entry.Tags);
        Assert.Equal((true, 1L, 1L, 0L, 0L, 0.0), (entry.Data["connected"], entry.Data["records.accepted"], entry.Data["records.written"], entry.Data["records.dropped"], entry.Data["records.waiting"], entry.Data["oldest.age"]));
        Assert.Equal((0L, (long)Capacity), (entry.Data["buffer.usage"], entry.Data["buffer.limit"]));
    }

    [Fact]
    public async Task Check_WhileABatchIsUnderWayForLong_SaysWhy_UntilItIsWritten()
    {
        _logger.Say("1");
        StalledCall call = await _cluster.NextCallAsync();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        HealthReportEntry early = await CheckAsync();

        call.Answer(AppendOutcome.Busy, detail: "It is busy.");
        await _time.NextTimerAsync();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        HealthReportEntry late = await CheckAsync();
        await _cluster.AnswerNextAsync();
        await _services.GetRequiredService<ILogDelivery>().FlushAsync();
        HealthReportEntry after = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, early.Status);
        Assert.Equal((HealthStatus.Degraded, "Nothing has been written for 10 s: Busy: It is busy. 1 records wait."), (late.Status, late.Description));
        Assert.Equal(10.0, late.Data["oldest.age"]);
        Assert.Equal(HealthStatus.Healthy, after.Status);
    }

    [Fact]
    public async Task Check_AfterRecordsWereDropped_SaysSoOnce_AndThatTheBufferIsFull()
    {
        _logger.Say("1");
        await _cluster.NextCallAsync();
        for (int i = 0; i < 100; i++)
        {
            _logger.Say(Some.Kilobyte($"{i}"));
        }

        HealthReportEntry first = await CheckAsync();
        HealthReportEntry second = await CheckAsync();

        long dropped = (long)first.Data["records.dropped"];
        Assert.InRange(dropped, 1, 100);
        Assert.EndsWith($" {dropped} records have been dropped since the last check.", first.Description, StringComparison.Ordinal);
        Assert.Equal($"The buffer has {second.Data["buffer.usage"]} of {Capacity} bytes.", second.Description);
    }

    [Fact]
    public async Task Check_WithoutAConnection_SaysThatThereIsNone()
    {
        LogActorsHealthCheck check = new(new LogDelivery(Some.Options(), Some.File, new UnreachableCluster(), _time));

        HealthCheckResult result = await check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("x", check, null, null) });

        Assert.Equal((HealthStatus.Healthy, false), (result.Status, result.Data["connected"]));
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private async Task<HealthReportEntry> CheckAsync() =>
        (await _services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["logactors"];
}
