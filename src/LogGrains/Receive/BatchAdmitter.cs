using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>Checks batches against the ledger and renders what is new into lines; nothing of a batch that is damaged remains.</summary>
/// <remarks>The trust boundary: everything in a batch is what some process on the network sent. Not thread-safe; owned by one writer loop.</remarks>
internal sealed partial class BatchAdmitter(LogFileName name, ProducerLedger ledger, LogFileSettings settings, TimeProvider time, ILogger logger)
{
    private const int MaxRefusalsLogged = 100;

    // Records are small where they share a shape, and a shape's texts may be long: a megabyte of the one repeats gigabytes of the other.
    private const int MaxRenderedBytes = 64 * 1024 * 1024;

    private readonly ShapeTable _shapes = new();
    private readonly HashSet<Guid> _refused = [];
    private readonly NoticeEncoder _notices = new();
    private readonly LineBuffer _noticeLine = new();
    private IRecordRenderer? _renderer;
    private LogFileOptions? _rendererOptions;

    /// <summary>Which incarnation of the writer it works for; every receipt says so.</summary>
    public long WriterEpoch { get; set; }

    /// <summary>Renders a batch and adds it to <paramref name="group"/>, to be answered when its lines are written; or answers it at once if it cannot be admitted.</summary>
    public void Stage(PendingAppend append, StagedGroup group)
    {
        RecordBatch batch = append.Batch;
        if (Impossible(batch) is { } reason)
        {
            Refuse(append, reason);
            return;
        }

        (LogFileOptions options, _) = settings.For(name);
        append.Level = options.Ack;
        switch (ledger.Admit(batch, out int skip))
        {
            case Admission.Fenced:
                append.Complete(Answer(append, AppendOutcome.Fenced, AckLevel.Written, $"Epoch {batch.Epoch} of this producer has been followed by another."));
                break;
            case Admission.OutOfOrder:
                append.Complete(Answer(append, AppendOutcome.OutOfOrder, AckLevel.Written, $"The batch begins with {batch.FirstSequence}; {LastSequence(append) + 1} is expected."));
                break;
            case Admission.Duplicate:
                // What the first attempt had to promise, this one has to as well; without a look at the records, the higher promise.
                append.Level = AckLevel.Durable;
                group.Add(append, newRecords: 0);
                break;
            case var admission:
                if (TryRender(append, options, skip, Notice(batch, admission), group.Lines))
                {
                    append.Before = ledger.Advance(batch);
                    append.Advanced = true;
                    group.Add(append, batch.RecordCount - skip);
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

    /// <summary>Tells the ledger again of batches that <see cref="Undo"/> took back, and that are to be written after all.</summary>
    public void Redo(List<PendingAppend> staged)
    {
        foreach (PendingAppend append in staged.Where(append => append.Advanced))
        {
            append.Before = ledger.Advance(append.Batch);
        }
    }

    public long LastSequence(PendingReceipt receipt) => ledger.LastSequence(receipt.ProducerId, receipt.Epoch);

    /// <summary>The receipt of a batch that is in the file.</summary>
    public AppendReceipt Appended(PendingReceipt receipt) => Answer(receipt, AppendOutcome.Appended, AckLevel.Written, null);

    public AppendReceipt Answer(PendingReceipt receipt, AppendOutcome outcome, AckLevel level, string? detail) => new()
    {
        Outcome = outcome,
        LastSequence = LastSequence(receipt),
        Level = level,
        WriterEpoch = WriterEpoch,
        SettingsVersion = settings.Version,
        Detail = detail,
    };

    /// <summary>Renders a line in which the log file speaks of itself; it is in no group.</summary>
    /// <returns>The line, valid until the next call.</returns>
    public ReadOnlySpan<byte> RenderNotice(string message)
    {
        _noticeLine.Clear();
        AddNotice(message, _noticeLine);
        return _noticeLine.Written;
    }

    private static string? Impossible(RecordBatch batch) => batch switch
    {
        { Records.Length: 0 or > RecordFormat.MaxBatchBytes } => $"It has no payload, or one of more than {RecordFormat.MaxBatchBytes} bytes.",
        { RecordCount: < 1 } => $"It claims {batch.RecordCount} records; a batch has at least one.",
        { FirstSequence: < 0 } or { Epoch: < 0 } => $"Its first sequence is {batch.FirstSequence} and its epoch {batch.Epoch}; neither may be negative.",
        _ when batch.FirstSequence > long.MaxValue - batch.RecordCount => $"Its sequences from {batch.FirstSequence} on run over the end of the number range.",
        _ => null,
    };

    private string? Notice(RecordBatch batch, Admission admission) => admission switch
    {
        Admission.Unknown => $"Producer {batch.ProducerId:N} is new here and begins with record {batch.FirstSequence} of epoch {batch.Epoch}: this log file does not know of what it sent before, which may be above or be missing.",
        Admission.NewEpoch => $"Producer {batch.ProducerId:N} starts over here, {ledger.Describe(batch.ProducerId)}: records that came next may be missing, and the first ones below may be above too.",
        _ => null,
    };

    private bool TryRender(PendingAppend append, LogFileOptions options, int skip, string? notice, LineBuffer lines)
    {
        int before = lines.Length;
        string? reason;
        try
        {
            if (notice is not null)
            {
                AddNotice(notice, lines);
            }

            int count = Render(append, options, skip, lines);
            reason = count == append.Batch.RecordCount ? null : $"It claims {append.Batch.RecordCount} records and holds {count}.";
        }
        catch (RecordFormatException exception)
        {
            reason = exception.Message;
        }

        if (reason is not null)
        {
            lines.TruncateTo(before);
            Refuse(append, reason);
        }

        return reason is null;
    }

    private int Render(PendingAppend append, LogFileOptions options, int skip, LineBuffer lines)
    {
        IRecordRenderer renderer = Renderer(options);
        int before = lines.Length;
        int count = 0;
        int highest = 0;
        foreach (ref readonly LogRecord record in new RecordReader(append.Batch.Records.Span, _shapes))
        {
            highest = Math.Max(highest, record.Level);
            if (count++ >= skip)
            {
                renderer.Render(in record, lines);
            }

            if (lines.Length - before > MaxRenderedBytes)
            {
                throw new RecordFormatException($"Its first {count} records make more than {MaxRenderedBytes} bytes of text.");
            }
        }

        append.Level = highest >= (int)options.DurableFrom ? AckLevel.Durable : options.Ack;
        return count;
    }

    private void AddNotice(string message, LineBuffer lines)
    {
        foreach (ref readonly LogRecord record in new RecordReader(_notices.Encode(message, time.GetUtcNow().UtcTicks), _shapes))
        {
            Renderer(settings.For(name).Options).Render(in record, lines);
        }
    }

    private IRecordRenderer Renderer(LogFileOptions options)
    {
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

        append.Complete(Answer(append, AppendOutcome.Refused, AckLevel.Written, reason));
    }
}
