namespace LogActors.Bench;

/// <summary>A producer that sends the same records again and again, one batch at a time. Not thread-safe.</summary>
internal sealed class RawProducer(Func<RecordBatch, Task<AppendReceipt>> append, byte[] payload, int records)
{
    private readonly Guid _id = Guid.NewGuid();
    private long _next;

    /// <summary>How many of its batches are in the log file.</summary>
    public long Appended { get; private set; }

    /// <summary>Sends the next batch, or the same one again if the last one was not appended.</summary>
    public async Task<AppendReceipt> SendAsync()
    {
        AppendReceipt receipt = await append(new RecordBatch(_id, 0, _next, records, payload));
        if (receipt.Outcome == AppendOutcome.Appended)
        {
            _next += records;
            Appended++;
        }

        return receipt;
    }
}
