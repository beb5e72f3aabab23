namespace LogActors.Tests;

/// <summary>
/// Keeps a ledger as a silo does, and for each call picks at random what happens to it: written, written but the answer lost, lost on the way, turned away for a
/// while, refused, or its ledger forgotten. Complains of any batch that breaks the protocol.
/// </summary>
/// <remarks>One log file. It forgets only when no answer is missing: else a repeat could not be told from a new batch by anyone.</remarks>
internal sealed class MoodySilo(int seed, int refusals) : ILogCluster
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly List<SentRecord> _written = [];
    private readonly List<string> _complaints = [];
    private readonly Dictionary<(int Epoch, long First), byte[]> _seen = [];
    private readonly HashSet<(int Epoch, long First)> _unanswered = [];
    private int _refusals = refusals;
    private int _epoch;
    private long _next;

    public IReadOnlyList<SentRecord> Written => _written;

    public IReadOnlyList<string> Complaints => _complaints;

    public string? ConnectFailure => null;

    public bool IsConnected => true;

    public void Start()
    {
    }

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult(new AppendReceipt { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable });

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_gate)
        {
            return Append(new SentBatch(file, batch));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private AppendReceipt Append(SentBatch batch)
    {
        if (batch.RecordCount != batch.Records.Count || batch.RecordCount == 0)
        {
            _complaints.Add($"A batch claims {batch.RecordCount} records and has {batch.Records.Count}.");
        }

        (int, long) place = (batch.Epoch, batch.FirstSequence);
        if (_seen.TryGetValue(place, out byte[]? before) && !batch.Payload.AsSpan().SequenceEqual(before))
        {
            _complaints.Add($"Sequence {batch.FirstSequence} of epoch {batch.Epoch} came again, but it is not a repeat.");
        }

        _seen[place] = batch.Payload;
        int mood = _random.Next(10);
        if (mood == 0 && _unanswered.Count == 0)
        {
            _next = -1;                                         // forgets: whatever comes but the beginning of an epoch is out of order
        }

        switch (mood)
        {
            case 1:
                throw new TimeoutException("The call was lost.");
            case 2:
                return Receipt(AppendOutcome.Busy);
            case 3:
                return Receipt(AppendOutcome.DiskFull);
            case 4:
                return Receipt(_random.Next(2) == 0 ? AppendOutcome.Faulted : AppendOutcome.ShuttingDown);
            case 5 when _refusals > 0 && _unanswered.Count == 0 && !batch.IsAhead:
                _refusals--;
                return Receipt(AppendOutcome.Refused);
        }

        if (batch.Epoch > _epoch && batch.FirstSequence == 0)
        {
            (_epoch, _next) = (batch.Epoch, 0);
        }
        else if (_next < 0 || (batch.IsAhead && (batch.Epoch != _epoch || batch.FirstSequence > _next)))
        {
            return Receipt(AppendOutcome.OutOfOrder);
        }

        if (batch.Epoch != _epoch || batch.FirstSequence > _next)
        {
            _complaints.Add($"Epoch {batch.Epoch}, sequence {batch.FirstSequence} came where epoch {_epoch}, sequence {_next} was due.");
        }

        if (batch.FirstSequence == _next)
        {
            _written.AddRange(batch.Records);
            _next += batch.RecordCount;
        }

        if (mood == 6)
        {
            _unanswered.Add(place);
            throw new TimeoutException("The answer was lost.");
        }

        _unanswered.Remove(place);
        return Receipt(AppendOutcome.Appended);
    }

    private AppendReceipt Receipt(AppendOutcome outcome) => new() { Outcome = outcome, LastSequence = _next - 1 };
}
