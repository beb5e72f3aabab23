using System.Diagnostics;

namespace LogActors.Bench;

/// <summary>Producers that each send one batch after the other and wait until it is on the disk.</summary>
internal sealed class DurableCallers(IReadOnlyList<RawProducer> producers)
{
    private const long WarmUpBatches = 100_000;                 // by then the runtime has compiled what it wanted to
    private static readonly TimeSpan ShortestWarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(15);

    /// <summary>How long the acknowledgements took that came within the measured time, sorted, in ticks of <see cref="Stopwatch"/>.</summary>
    public long[] Latencies { get; private set; } = [];

    /// <summary>Over which time.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>CPU time of all processes in it.</summary>
    public TimeSpan Cpu { get; private set; }

    /// <summary>CPU time of the processes other than this one in it.</summary>
    public TimeSpan OtherCpu { get; private set; }

    /// <summary>All batches that were acknowledged, before the measured time too.</summary>
    public long Appended => producers.Sum(producer => producer.Appended);

    public async Task RunAsync(TimeSpan duration, ProcessGroup processes)
    {
        List<long>[] latencies = [.. producers.Select(_ => new List<long>(64 * 1024))];
        bool measured = false;
        using CancellationTokenSource end = new();
        Task[] loops = [.. producers.Select((producer, i) => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                long begin = Stopwatch.GetTimestamp();
                AppendReceipt receipt = await producer.SendAsync();
                if (receipt is not { Outcome: AppendOutcome.Appended, Level: AckLevel.Durable })
                {
                    throw new InvalidOperationException($"A batch was answered {receipt.Outcome} at level {receipt.Level}: {receipt.Detail}");
                }

                if (Volatile.Read(ref measured))
                {
                    latencies[i].Add(Stopwatch.GetTimestamp() - begin);
                }
            }
        }))];
        await WarmUpAsync();
        TimeSpan cpuBefore = processes.CpuTime();
        TimeSpan ownBefore = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        Volatile.Write(ref measured, true);
        await Task.Delay(duration, TimeProvider.System);
        Volatile.Write(ref measured, false);
        Elapsed = Stopwatch.GetElapsedTime(start);
        Cpu = processes.CpuTime() - cpuBefore;
        OtherCpu = Cpu - (Environment.CpuUsage.TotalTime - ownBefore);
        await end.CancelAsync();
        await Task.WhenAll(loops);
        Latencies = [.. latencies.SelectMany(one => one).Order()];
    }

    private async Task WarmUpAsync()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            await Task.Delay(ShortestWarmUp, TimeProvider.System);
        }
        while (Appended < WarmUpBatches && Stopwatch.GetElapsedTime(start) < LongestWarmUp);
    }
}
