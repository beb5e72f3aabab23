using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

public sealed class OrderTests
{
    [Fact]
    public async Task Log_FromManyThreads_KeepsEachThreadsOrderAndEachRecordOnce()
    {
        const int Threads = 6;
        const int Each = 3000;
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);
        using Barrier together = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            for (int i = 0; i < Each; i++)
            {
                app.Logger.LogInformation("{Thread} {Number}", number, i);
            }
        }))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        await app.Delivery.FlushAsync();

        Assert.Equal(Threads * Each, silo.Records.Count);
        foreach (IGrouping<object?, SentRecord> thread in silo.Records.GroupBy(record => record["Thread"]))
        {
            Assert.Equal(Enumerable.Range(0, Each).Select(i => (object?)(long)i), thread.Select(record => record["Number"]));
        }

        Assert.Equal(new DeliveryCounts(Threads * Each, Threads * Each, 0), app.Delivery.Counts);
    }

    [Fact]
    public async Task Log_ManyRecords_NumbersThemWithoutGaps()
    {
        PromptSilo silo = new();
        await using LoggingApp app = new(silo);

        for (int i = 0; i < 5000; i++)
        {
            app.Logger.Say(Some.Kilobyte($"{i}"));
        }

        await app.Delivery.FlushAsync();

        long next = 0;
        foreach (SentBatch batch in silo.Batches)
        {
            Assert.Equal((0, next), (batch.Epoch, batch.FirstSequence));
            Assert.Equal(batch.RecordCount, batch.Records.Count);
            Assert.InRange(batch.Payload.Length, RecordFormat.HeaderBytes + 1, RecordFormat.MaxBatchBytes);
            next += batch.RecordCount;
        }

        Assert.Equal(5000, next);
        Assert.All(silo.Batches, batch => Assert.Equal(app.Delivery.Producer.Id, batch.ProducerId));
    }
}
