namespace LogActors.Chaos;

/// <summary>A producer within the campaign's own process: sends again what has no receipt, in one batch with what is new.</summary>
internal sealed class IoProducer(string historyFolder, string tag, bool errors) : IDisposable
{
    private readonly HistoryWriter _history = new(historyFolder, tag);
    private readonly PayloadMaker _payloads = new(ChaosRecord.Category);
    private readonly Guid _id = Guid.NewGuid();
    private long _next;
    private long _sent;

    /// <summary>Sends records.</summary>
    /// <param name="writer">Who writes them.</param>
    /// <param name="count">How many new ones.</param>
    /// <param name="durable">Whether they are errors, though the producer's usually are not.</param>
    /// <returns>Whether they were acknowledged.</returns>
    public async Task<bool> SendAsync(LogFileWriter writer, int count, bool durable)
    {
        long first = _next;
        int records = (int)(_sent - first) + count;
        if (records == 0)
        {
            return true;
        }

        byte[] payload = _payloads.Make(ref records, i => ChaosRecord.Text(tag, first + i), _ => errors || durable);
        _sent = first + records;
        _history.Invoke(0, first, records);
        AppendReceipt receipt = await writer.AppendAsync(new RecordBatch(_id, 0, first, records, payload));
        _history.Answer(0, first, records, receipt);
        _next = receipt.Outcome == AppendOutcome.Appended ? _sent : _next;
        return receipt.Outcome == AppendOutcome.Appended;
    }

    public async Task SyncAsync(LogFileWriter writer)
    {
        AppendReceipt receipt = await writer.SyncAsync(_id, 0, _next - 1);
        _history.Answer(0, 0, (int)_next, receipt);
    }

    public void Dispose() => _history.Dispose();
}
