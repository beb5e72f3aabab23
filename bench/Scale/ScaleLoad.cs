using System.Globalization;

namespace LogActors.Bench;

/// <summary>Producers that each send to all log files, at once; some share a connection.</summary>
internal sealed class ScaleLoad : IAsyncDisposable
{
    private const int ProducersPerConnection = 8;

    private readonly ScalePlan _plan;
    private readonly LogCluster[] _clusters;
    private readonly ScaleProducer[] _producers;

    public ScaleLoad(ScalePlan plan, ClusterAddress silo)
    {
        _plan = plan;
        _clusters = [.. Enumerable.Range(0, (plan.Producers + ProducersPerConnection - 1) / ProducersPerConnection).Select(_ => new LogCluster(new ConfiguredCluster(silo), TimeProvider.System))];
        Array.ForEach(_clusters, cluster => cluster.Start());
        LogFileName[] files = [.. Enumerable.Range(0, plan.Files).Select(i => LogFileName.Parse(NameOf(i)))];
        byte[] payload = OrderPayload.MakeAsProvider(plan.RecordsPerBatch);
        _producers = [.. Enumerable.Range(0, plan.Producers).Select(i =>
            new ScaleProducer(_clusters[i % _clusters.Length], files, (int)((long)plan.Files * i / plan.Producers), payload, plan.RecordsPerBatch))];
    }

    public int Connections => _clusters.Length;

    /// <summary>Answers of all passes that told a producer to come again later.</summary>
    public long Busy => _producers.Sum(producer => producer.Busy);

    /// <summary>Calls of all passes that had no answer in time.</summary>
    public long Unanswered => _producers.Sum(producer => producer.Unanswered);

    /// <summary>The records that were acknowledged in all passes.</summary>
    public long Appended => _producers.Sum(producer => producer.Appended) * _plan.RecordsPerBatch;

    /// <summary>The name of a log file, from 0.</summary>
    public static string NameOf(int file) => string.Create(CultureInfo.InvariantCulture, $"scale-{file:D4}");

    /// <summary>One pass: returns when everything of everyone is appended.</summary>
    public Task RunAsync() => Task.WhenAll(_producers.Select(producer => Task.Run(() => producer.SendAsync(_plan.Batches))));

    public async ValueTask DisposeAsync()
    {
        foreach (LogCluster cluster in _clusters)
        {
            await cluster.DisposeAsync();
        }
    }
}
