using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Checks batches against the ledger and renders what is new into lines; nothing of a batch that is damaged remains.</summary>
/// <remarks>The trust boundary: everything in a batch is what some process on the network sent. Not thread-safe; owned by one writer loop.</remarks>
internal sealed partial class BatchAdmitter(LogFileName name, ProducerLedger ledger, LogFileSettings settings, ILogger logger)
{
    private const int MaxRefusalsLogged = 100;

    // Records are small where they share a shape, and a shape's texts may be long: a megabyte of the one repeats gigabytes of the other.
    private const int MaxRenderedBytes = 64 * 1024 * 1024;

    private readonly ShapeTable _shapes = new();
    private readonly HashSet<Guid> _refused = [];
    private IRecordRenderer? _renderer;
    private LogFileOptions? _rendererOptions;

    /// <summary>The lines of the batches that were staged since it was last cleared.</summary>
    public LineBuffer Lines { get; } = new();

    /// <summary>Which incarnation of the writer it works for; every receipt says so.</summary>
    public long WriterEpoch { get; set; }

    /// <summary>Renders a batch and adds it to <paramref name="staged"/>, to be answered when its lines are written; or answers it at once if it cannot be admitted.</summary>
    public void Stage(PendingAppend append, List<PendingAppend> staged)
    {
        RecordBatch batch = append.Batch;
        if (Impossible(batch) is { } reason)
        {
            Refuse(append, reason);
            return;
        }

        switch (ledger.Admit(batch, out int skip))
        {
            case Admission.Fenced:
                append.Complete(Answer(batch, AppendOutcome.Fenced, $"Epoch {batch.Epoch} of this producer has been followed by another."));
                break;
            case Admission.OutOfOrder:
                append.Complete(Answer(batch, AppendOutcome.OutOfOrder, $"The batch begins with {batch.FirstSequence}; {LastSequence(batch) + 1} is expected."));
                break;
            case Admission.Duplicate:
                staged.Add(append);
                break;
            default:
                if (TryRender(append, skip))
                {
                    append.Before = ledger.Advance(batch);
                    append.Advanced = true;
                    staged.Add(append);
                }

                break;
        }
    }

    /// <summary>Takes back what the ledger learned from batches whose lines could not be written.</summary>
    public void Undo(List<PendingAppend> staged)
    {
        for (int i = staged.Count - 1; i >= 0; i--)
        {
            if (staged[i].Advanced)
            {
                ledger.Undo(staged[i].Batch.ProducerId, staged[i].Before);
            }
        }
    }

    public long LastSequence(RecordBatch batch) => ledger.LastSequence(batch.ProducerId, batch.Epoch);

    /// <summary>The receipt of a batch that is in the file.</summary>
    public AppendReceipt Appended(RecordBatch batch) => Answer(batch, AppendOutcome.Appended, null);

    private static string? Impossible(RecordBatch batch) => batch switch
    {
        { Records.Length: 0 or > RecordFormat.MaxBatchBytes } => $"It has no payload, or one of more than {RecordFormat.MaxBatchBytes} bytes.",
        { RecordCount: < 1 } => $"It claims {batch.RecordCount} records; a batch has at least one.",
        { FirstSequence: < 0 } or { Epoch: < 0 } => $"Its first sequence is {batch.FirstSequence} and its epoch {batch.Epoch}; neither may be negative.",
        _ when batch.FirstSequence > long.MaxValue - batch.RecordCount => $"Its sequences from {batch.FirstSequence} on run over the end of the number range.",
        _ => null,
    };

    private bool TryRender(PendingAppend append, int skip)
    {
        int before = Lines.Length;
        string? reason;
        try
        {
            int count = Render(append.Batch.Records.Span, skip);
            reason = count == append.Batch.RecordCount ? null : $"It claims {append.Batch.RecordCount} records and holds {count}.";
        }
        catch (RecordFormatException exception)
        {
            reason = exception.Message;
        }

        if (reason is not null)
        {
            Lines.TruncateTo(before);
            Refuse(append, reason);
        }

        return reason is null;
    }

    private int Render(ReadOnlySpan<byte> payload, int skip)
    {
        IRecordRenderer renderer = Renderer();
        int before = Lines.Length;
        int count = 0;
        foreach (LogRecord record in new RecordReader(payload, _shapes))
        {
            if (count++ >= skip)
            {
                renderer.Render(in record, Lines);
            }

            if (Lines.Length - before > MaxRenderedBytes)
            {
                throw new RecordFormatException($"Its first {count} records make more than {MaxRenderedBytes} bytes of text.");
            }
        }

        return count;
    }

    private IRecordRenderer Renderer()
    {
        LogFileOptions options = settings.For(name).Options;
        if (_renderer is null || options != _rendererOptions)
        {
            _renderer = RecordRenderers.Create(options);
            _rendererOptions = options;
        }

        return _renderer;
    }

    private void Refuse(PendingAppend append, string reason)
    {
        if (_refused.Count < MaxRefusalsLogged && _refused.Add(append.Batch.ProducerId))
        {
            Log.Refused(logger, append.Batch.ProducerId, name.Value, reason);
        }

        append.Complete(Answer(append.Batch, AppendOutcome.Refused, reason));
    }

    private AppendReceipt Answer(RecordBatch batch, AppendOutcome outcome, string? detail) => new()
    {
        Outcome = outcome,
        LastSequence = LastSequence(batch),
        Level = AckLevel.Written,
        WriterEpoch = WriterEpoch,
        SettingsVersion = settings.Version,
        Detail = detail,
    };
}
