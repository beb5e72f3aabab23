using System.Threading.Channels;

namespace LogActors.Tests;

/// <summary>Leaves each call waiting until the test answers it.</summary>
internal sealed class StallingCluster : ILogCluster
{
    private readonly Channel<StalledCall> _calls = Channel.CreateUnbounded<StalledCall>();
    private int _inFlight;
    private int _mostInFlight;

    /// <summary>The most calls that have been waiting at a time.</summary>
    public int MostInFlight => Volatile.Read(ref _mostInFlight);

    public Task<StalledCall> NextCallAsync() => _calls.Reader.ReadAsync().AsTask().OrHung("a call to the cluster");

    /// <summary>The next call's batch, after answering it.</summary>
    public async Task<SentBatch> AnswerNextAsync(AppendOutcome outcome = AppendOutcome.Appended)
    {
        StalledCall call = await NextCallAsync();
        call.Answer(outcome);
        return call.Batch;
    }

    public string? ConnectFailure => null;

    public bool IsConnected => true;

    public void Start()
    {
    }

    /// <summary>What the next syncs are answered; then that everything is on the disk.</summary>
    public Queue<AppendReceipt> SyncAnswers { get; } = [];

    /// <summary>Which sequences were asked for.</summary>
    public List<(int Epoch, long Sequence)> Syncs { get; } = [];

    public Task<AppendReceipt> SyncAsync(LogFileName file, Guid producer, int epoch, long sequence, CancellationToken cancellationToken)
    {
        Syncs.Add((epoch, sequence));
        AppendReceipt durable = new() { Outcome = AppendOutcome.Appended, LastSequence = sequence, Level = AckLevel.Durable };
        return Task.FromResult(SyncAnswers.TryDequeue(out AppendReceipt answer) ? answer : durable);
    }

    public async Task<AppendReceipt> AppendAsync(LogFileName file, RecordBatch batch, CancellationToken cancellationToken)
    {
        int inFlight = Interlocked.Increment(ref _inFlight);
        InterlockedMax(ref _mostInFlight, inFlight);
        StalledCall call = new(new SentBatch(file, batch));
        _calls.Writer.TryWrite(call);
        try
        {
            return await call.Receipt.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
