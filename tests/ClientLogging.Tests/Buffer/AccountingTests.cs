using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class AccountingTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Records_OverAMoodySilo_AreEachWrittenOnceOrDroppedAndCounted(int seed)
    {
        MoodySilo silo = new(seed, refusals: 0);
        LoggingApp app = await LogAtRandomAsync(silo, seed);
        await app.Delivery.FlushAsync().OrHung("the flush");
        await app.Delivery.FlushAsync().OrHung("the flush of a report that had no room before");

        DeliveryCounts counts = app.Delivery.Counts;
        await app.DisposeAsync();

        Assert.Empty(silo.Complaints);
        Assert.Equal((counts.Written, 0L), ((long)silo.Written.Count(IsNoReport), counts.Waiting));
        Assert.Equal(counts.Dropped, silo.Written.Where(IsReport).Sum(report => (long)report["Dropped"]!));
        Assert.Equal(counts, app.Delivery.Counts);
        AssertInOrder(silo);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    [InlineData(104)]
    public async Task Records_OverASiloThatRefusesSome_AreEachWrittenOnceOrDroppedAndCounted(int seed)
    {
        MoodySilo silo = new(seed, refusals: 3);
        await using LoggingApp app = await LogAtRandomAsync(silo, seed);
        await app.Delivery.FlushAsync().OrHung("the flush");

        DeliveryCounts counts = app.Delivery.Counts;

        Assert.Empty(silo.Complaints);
        Assert.Equal((counts.Written, 0L), ((long)silo.Written.Count(IsNoReport), counts.Waiting));
        AssertInOrder(silo);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(204)]
    public async Task Records_WhenTheProviderIsDisposedAtOnce_AreEachWrittenOrDropped(int seed)
    {
        MoodySilo silo = new(seed, refusals: 0);
        LoggingApp app = await LogAtRandomAsync(silo, seed);

        await app.DisposeAsync();

        DeliveryCounts counts = app.Delivery.Counts;
        Assert.Empty(silo.Complaints);
        Assert.Equal(0, counts.Waiting);
        Assert.InRange(silo.Written.Count(IsNoReport), counts.Written, counts.Accepted);
        AssertInOrder(silo);
    }

    [Fact]
    public void TryAdd_NoMemory_LeavesTheCountToWhoeverCatches()
    {
        BatchPool pool = new(64 * 1024, _ => throw new InsufficientMemoryException());
        using RecordBuffer buffer = new(pool, TimeProvider.System, () => { });
        CallSite site = new(new RecordShape(1, Some.Category, 0, null, "T", []), []);

        Assert.Throws<InsufficientMemoryException>(() => buffer.TryAdd(site, "record"u8, LogLevel.Error, TimeSpan.Zero));
        buffer.CountDropped(DropReason.EncodingFailed, LogLevel.Error);

        Assert.Equal((1L, 0L, 1L), buffer.Counts());
    }

    private static bool IsReport(SentRecord record) => record.Event.Name == "RecordsDropped";

    private static bool IsNoReport(SentRecord record) => !IsReport(record);

    // Three threads with numbered records of random size and level; the reading of the counters adds up at any time.
    private static async Task<LoggingApp> LogAtRandomAsync(MoodySilo silo, int seed)
    {
        LoggingApp app = new(silo, Some.Options(capacityBytes: 64 * 1024, maxRecordBytes: 8192, flushInterval: TimeSpan.FromMilliseconds(seed % 3)), new HastyTime());
        await Task.WhenAll(Enumerable.Range(0, 3).Select(thread => Task.Run(async () =>
        {
            Random random = new((seed * 10) + thread);
            for (int i = 0; i < 300; i++)
            {
                LogLevel level = (LogLevel)random.Next(6);
                app.Logger.Log(level, "{Thread} {Number} {Filler}", thread, i, new string('x', random.Next(random.Next(10) == 0 ? 10_000 : 500)));
                DeliveryCounts counts = app.Delivery.Counts;
                Assert.InRange(counts.Waiting, 0, counts.Accepted);
                Assert.InRange(app.Delivery.BufferedBytes, 0, 64 * 1024);
                if (random.Next(50) == 0)
                {
                    await app.Delivery.FlushAsync();
                }
            }
        }))).OrHung("the end of logging");
        Assert.Equal(900, app.Delivery.Counts.Accepted);
        return app;
    }

    private static void AssertInOrder(MoodySilo silo)
    {
        foreach (IGrouping<object?, SentRecord> thread in silo.Written.Where(IsNoReport).GroupBy(record => record["Thread"]))
        {
            long[] numbers = [.. thread.Select(record => (long)record["Number"]!)];
            Assert.Equal(numbers.Distinct().Order(), numbers);
        }
    }
}
