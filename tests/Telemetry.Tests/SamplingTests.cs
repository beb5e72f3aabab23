using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>What a sampler drops never reaches the provider: it is neither accepted nor counted as dropped.</summary>
public sealed class SamplingTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 100)]
    public async Task RandomSampler_AtItsEnds_DropsAllOrNone(double probability, int expected)
    {
        using TelemetryApp app = new(builder => builder.Logging.AddRandomProbabilisticSampler(probability));

        LogHundred(app.Logger);

        Assert.Equal(expected, (await app.RecordsAsync()).Count);
        Assert.Equal(new DeliveryCounts(expected, expected, 0), app.Counts);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.None, 0)]
    [InlineData(ActivityTraceFlags.Recorded, 100)]
    public async Task TraceBasedSampler_KeepsWhatItsTraceDoes(ActivityTraceFlags flags, int expected)
    {
        using TelemetryApp app = new(builder => builder.Logging.AddTraceBasedSampler());
        using Activity activity = new("request") { ActivityTraceFlags = flags };
        activity.SetIdFormat(ActivityIdFormat.W3C);
        activity.Start();

        LogHundred(app.Logger);

        IReadOnlyList<SentRecord> records = await app.RecordsAsync();
        Assert.Equal(expected, records.Count);
        Assert.All(records, record => Assert.Equal((activity.TraceId.ToHexString(), 1), (record.TraceId, record.TraceFlags)));
        Assert.Equal(expected, app.Counts.Accepted);
    }

    [Fact]
    public async Task CustomSampler_KeepsWhatItSays()
    {
        using TelemetryApp app = new(builder => builder.Logging.AddSampler(new LevelSampler(LogLevel.Warning)));

        app.Logger.LogInformation("dropped");
        app.Logger.LogWarning("Order {Id} kept", 42);

        SentRecord record = Assert.Single(await app.RecordsAsync());
        Assert.Equal("Order 42 kept", record.Message);
        Assert.Equal(new DeliveryCounts(1, 1, 0), app.Counts);
    }

    private static void LogHundred(ILogger logger)
    {
        for (int i = 0; i < 100; i++)
        {
            logger.LogInformation("Order {Id} placed", i);
        }
    }
}
