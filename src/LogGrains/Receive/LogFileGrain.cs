using Orleans.GrainDirectory;
using Orleans.Placement;

namespace LogActors;

/// <summary>A log file's grain: holds its writer while it is active. The turn only enqueues; all work is the writer's.</summary>
[GrainType("logfile"), Immovable, GrainDirectory(Directory)]
internal sealed class LogFileGrain(LogFileWriters writers) : Grain, ILogFileGrain
{
    /// <summary>The name of the grain directory: one that never allows two activations.</summary>
    public const string Directory = "logfiles";

    private LogFileWriter? _writer;
    private string? _refusal;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A bad key is answered by a receipt, like everything that is the caller's mistake.
        _writer = LogFileName.TryParse(this.GetPrimaryKeyString(), out LogFileName name, out _refusal) ? writers.Open(name, DeactivateOnIdle) : null;
        return Task.CompletedTask;
    }

    public ValueTask<AppendReceipt> AppendAsync(RecordBatch batch)
    {
        if (batch is null)
        {
            return ValueTask.FromResult(Refuse("There is no batch."));
        }

        if (_writer is { } writer)
        {
            return new ValueTask<AppendReceipt>(writer.AppendAsync(batch));
        }

        batch.Release();
        return ValueTask.FromResult(RefuseName());
    }

    public ValueTask<AppendReceipt> SyncAsync(Guid producerId, int epoch, long sequence) =>
        _writer is { } writer ? new ValueTask<AppendReceipt>(writer.SyncAsync(producerId, epoch, sequence)) : ValueTask.FromResult(RefuseName());

    public async ValueTask<RollReceipt> RollAsync()
    {
        if (_writer is { } writer)
        {
            return await writer.RollAsync();
        }

        DeactivateOnIdle();
        return new RollReceipt { Error = _refusal };
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_writer is { } writer)
        {
            await writers.CloseAsync(writer);
        }
    }

    private AppendReceipt RefuseName()
    {
        DeactivateOnIdle();
        return Refuse(_refusal);
    }

    private static AppendReceipt Refuse(string? reason) => new() { Outcome = AppendOutcome.Refused, LastSequence = -1, Detail = reason };
}
