using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace LogActors.Bench;

/// <summary>The child process: measures one run of one case and writes it to a file for its parent.</summary>
internal static class DurableMeasure
{
    public const string Name = "measure-durable";
    public const string Floor = "fdatasync";
    public const string Writer = "writer";
    public const string Silo = "silo";

    private const string LogFile = "durable";
    private const int RecordsPerBatch = 10;

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 7) throw new UsageException($"{Name} is for the bench itself.");
        (string name, int callers, int clients, int run) = (words[0], Number(words[1]), Number(words[2]), Number(words[3]));
        TimeSpan duration = TimeSpan.FromSeconds(Number(words[4]));
        return await ChildRun.AnswerAsync(words[6], async () => name switch
        {
            Floor => MeasureFloor(words[5], duration, run),
            Writer => await MeasureWriterAsync(words[5], callers, duration, run),
            _ => await MeasureSiloAsync(words[5], callers, clients, duration, run),
        });
    }

    private static DurableMeasurement MeasureFloor(string directory, TimeSpan duration, int run)
    {
        byte[] lines = new byte[RecordsPerBatch * 128];
        lines.AsSpan().Fill((byte)'x');
        SyncFloor.Run(Path.Combine(directory, "warm"), lines, TimeSpan.FromSeconds(1));
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        return Measurement(Floor, 1, SyncFloor.Run(Path.Combine(directory, "floor"), lines, duration), duration, Environment.CpuUsage.TotalTime - cpu, TimeSpan.Zero, run);
    }

    // The silo's writer without Orleans and without a network.
    private static async Task<DurableMeasurement> MeasureWriterAsync(string directory, int callers, TimeSpan duration, int run)
    {
        LogStoreOptions options = new() { Files = { [LogFile] = new LogFileOptions { Ack = AckLevel.Durable } } };
        using LogRoot root = LogRoot.Open(directory, "bench");
        LogFileWriter writer = new(LogFileName.Parse(LogFile), root, new LogStorage(), new LogFileSettings(options), new ByteBudget(128 * 1024 * 1024), TimeProvider.System, NullLogger.Instance);
        byte[] payload = OrderPayload.Make(RecordsPerBatch);
        DurableCallers producers = new([.. Enumerable.Range(0, callers).Select(_ => new RawProducer(writer.AppendAsync, payload, RecordsPerBatch))]);
        using ProcessGroup processes = ProcessGroup.WithSelf([]);
        await producers.RunAsync(duration, processes);
        await writer.CloseAsync();
        LogFileCheck.Verify(directory, LogFile, producers.Appended * RecordsPerBatch);
        return Measurement(Writer, callers, producers.Latencies, producers.Elapsed, producers.Cpu, producers.OtherCpu, run);
    }

    private static async Task<DurableMeasurement> MeasureSiloAsync(string directory, int callers, int clients, TimeSpan duration, int run)
    {
        LogFileName file = LogFileName.Parse(LogFile);
        await using BenchSilo silo = await BenchSilo.StartAsync(directory, ($"LogActors__Files__{LogFile}__Ack", nameof(AckLevel.Durable)));
        LogCluster[] clusters = [.. Enumerable.Range(0, clients).Select(_ => new LogCluster(new ConfiguredCluster(silo.Address), TimeProvider.System))];
        Array.ForEach(clusters, cluster => cluster.Start());
        byte[] payload = OrderPayload.Make(RecordsPerBatch);
        DurableCallers producers = new([.. Enumerable.Range(0, callers).Select(i =>
            new RawProducer(batch => clusters[i % clients].AppendAsync(file, batch, CancellationToken.None), payload, RecordsPerBatch))]);
        using ProcessGroup processes = ProcessGroup.WithSelf([silo.ProcessId]);
        await producers.RunAsync(duration, processes);
        foreach (LogCluster cluster in clusters)
        {
            await cluster.DisposeAsync();
        }

        LogFileCheck.Verify(directory, LogFile, producers.Appended * RecordsPerBatch);
        return Measurement(Silo, callers, producers.Latencies, producers.Elapsed, producers.Cpu, producers.OtherCpu, run);
    }

    private static DurableMeasurement Measurement(string name, int callers, long[] latencies, TimeSpan elapsed, TimeSpan cpu, TimeSpan siloCpu, int run) => new(
        name, callers, latencies.Length / elapsed.TotalSeconds, Latencies.Percentile(latencies, 0.5), Latencies.Percentile(latencies, 0.99), cpu.TotalMicroseconds / Math.Max(1, latencies.Length),
        siloCpu.TotalMicroseconds / Math.Max(1, latencies.Length), run);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
