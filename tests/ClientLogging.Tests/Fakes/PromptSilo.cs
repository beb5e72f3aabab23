using System.Collections.Concurrent;

namespace LogActors.Tests;

/// <summary>Accepts every batch at once.</summary>
internal sealed class PromptSilo : ILogCluster
{
    private readonly ConcurrentQueue<SentBatch> _batches = new();

    public IReadOnlyList<SentBatch> Batches => [.. _batches];

    public IReadOnlyList<SentRecord> Records => [.. _batches.SelectMany(batch => batch.Records)];

    public IReadOnlyList<string> Messages => [.. Records.Select(record => record.Message)];

    public IReadOnlyList<string> MessagesOf(string file) => [.. _batches.Where(batch => batch.File == file).SelectMany(batch => batch.Messages)];

    public string? ConnectFailure => null;

    public bool IsConnected => true;

    public void Start()
    {
    }

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable });

    public Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        _batches.Enqueue(new SentBatch(file, batch));
        return Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = batch.FirstSequence + batch.RecordCount - 1 });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
