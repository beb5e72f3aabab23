using Orleans.Placement;

namespace LogActors;

/// <summary>A log file's grain: holds its writer while it is active. The turn only enqueues; all work is the writer's.</summary>
[GrainType("logfile"), Immovable]
internal sealed class LogFileGrain(LogFileWriters writers) : Grain, ILogFileGrain
{
    private LogFileWriter? _writer;
    private string? _refusal;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A bad key is answered by a receipt, like everything that is the caller's mistake.
        _writer = LogFileName.TryParse(this.GetPrimaryKeyString(), out LogFileName name, out _refusal) ? writers.Open(name) : null;
        return Task.CompletedTask;
    }

    public ValueTask<AppendReceipt> AppendAsync(RecordBatch batch)
    {
        if (_writer is { } writer)
        {
            return new ValueTask<AppendReceipt>(writer.AppendAsync(batch));
        }

        batch.Release();
        return ValueTask.FromResult(RefuseName());
    }

    public ValueTask<AppendReceipt> SyncAsync(Guid producerId, int epoch, long sequence) =>
        _writer is { } writer ? new ValueTask<AppendReceipt>(writer.SyncAsync(producerId, epoch, sequence)) : ValueTask.FromResult(RefuseName());

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_writer is { } writer)
        {
            await writer.CloseAsync();
        }
    }

    private AppendReceipt RefuseName()
    {
        DeactivateOnIdle();
        return new AppendReceipt { Outcome = AppendOutcome.Refused, LastSequence = -1, Detail = _refusal };
    }
}
