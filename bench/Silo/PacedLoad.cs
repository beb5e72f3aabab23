using System.Diagnostics;

namespace LogActors.Bench;

/// <summary>A steady load on a writer: four producers with batches of about 256 KiB of lines at a fixed rate, and one that sends a small one every few milliseconds.</summary>
/// <remarks>Each has one batch under way. One that comes late sends at once, and leaves out what it has missed.</remarks>
internal sealed class PacedLoad
{
    private const int LargeProducers = 4;
    private const int LargeBatchRecords = 2000;                 // of 128 bytes in text
    private const double LargeBatchMiB = 0.25;
    private const int SmallBatchRecords = 10;
    private static readonly TimeSpan s_smallInterval = TimeSpan.FromMilliseconds(5);

    private readonly RawProducer _small;
    private readonly RawProducer[] _large;
    private readonly TimeSpan _largeInterval;

    public PacedLoad(Func<RecordBatch, Task<AppendReceipt>> append, int mibPerSecond)
    {
        byte[] large = OrderPayload.Make(LargeBatchRecords);
        _large = [.. Enumerable.Range(0, LargeProducers).Select(_ => new RawProducer(append, large, LargeBatchRecords))];
        _small = new RawProducer(append, OrderPayload.Make(SmallBatchRecords), SmallBatchRecords);
        _largeInterval = TimeSpan.FromSeconds(LargeProducers * LargeBatchMiB / mibPerSecond);
    }

    /// <summary>How many records are in the log file.</summary>
    public long Records => (_large.Sum(producer => producer.Appended) * LargeBatchRecords) + (_small.Appended * SmallBatchRecords);

    /// <summary>Sends for some time.</summary>
    /// <returns>When each append began and ended, in ticks of <see cref="Stopwatch"/>, in no order.</returns>
    public async Task<IReadOnlyList<(long Begin, long End)>> RunAsync(TimeSpan duration)
    {
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        List<(long, long)>[] sent = await Task.WhenAll(
            _large.Select((producer, i) => SendAsync(producer, _largeInterval, _largeInterval * i / LargeProducers, end)).Append(SendAsync(_small, s_smallInterval, TimeSpan.Zero, end)));
        return [.. sent.SelectMany(one => one)];
    }

    private static async Task<List<(long Begin, long End)>> SendAsync(RawProducer producer, TimeSpan interval, TimeSpan wait, long end)
    {
        List<(long, long)> sent = [];
        await Task.Delay(wait, TimeProvider.System);
        using PeriodicTimer timer = new(interval);
        while (Stopwatch.GetTimestamp() < end)
        {
            long begin = Stopwatch.GetTimestamp();
            AppendReceipt receipt = await producer.SendAsync();
            sent.Add((begin, Stopwatch.GetTimestamp()));
            if (receipt.Outcome != AppendOutcome.Appended)
            {
                throw new InvalidOperationException($"A batch was answered {receipt.Outcome}: {receipt.Detail}");
            }

            await timer.WaitForNextTickAsync();
        }

        return sent;
    }
}
