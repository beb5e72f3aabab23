namespace LogActors.Chaos;

/// <summary>A producer that owns its sequences and is hard on the silo: it gives up calls early, comes back over new connections, and cuts its batches anew at each attempt.</summary>
internal sealed class RawProducer
{
    private const int UsualBatchRecords = 30;
    private const int MaxBatchRecords = 400;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(2);

    private readonly string _tag;
    private readonly bool _errors;
    private readonly Random _random;
    private readonly AckWatch _watch;
    private readonly HistoryWriter _history;
    private readonly RawConnection _connection;
    private readonly PayloadMaker _payloads = new(ChaosRecord.Category);
    private readonly Guid _id;
    private long _next;
    private long _invoked = -1;
    private int _failures;

    private RawProducer(ClientArguments arguments, string tag, int seed, AckWatch watch, HistoryWriter history, RawConnection connection)
    {
        _tag = tag;
        _errors = arguments.Errors;
        _random = new Random(seed);
        _watch = watch;
        _history = history;
        _connection = connection;
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        _id = new Guid(id);
    }

    /// <summary>Sends records until stopped, and then what was sent without an answer until it has one.</summary>
    public static async Task RunAsync(ClientArguments arguments, string tag, int seed, AckWatch watch, CancellationToken stop, CancellationToken abandon)
    {
        using HistoryWriter history = new(arguments.HistoryFolder, tag);
        await using RawConnection connection = new(arguments);
        RawProducer producer = new(arguments, tag, seed, watch, history, connection);
        RateMeter meter = new(arguments.Rate);
        while (!abandon.IsCancellationRequested)
        {
            long due = stop.IsCancellationRequested ? producer._invoked + 1 : Math.Max(meter.Due(producer._next), producer._invoked + 1);
            if (producer._next < due)
            {
                await producer.AttemptAsync(due, abandon);
            }
            else if (stop.IsCancellationRequested)
            {
                AckWatch.Say($"drained {tag}");
                return;
            }
            else
            {
                await WaitAsync(Idle, abandon);
            }
        }
    }

    private async Task AttemptAsync(long due, CancellationToken abandon)
    {
        long first = _next;
        int count = (int)Math.Min(_random.Next(1, _random.Next(8) == 0 ? MaxBatchRecords : UsualBatchRecords), due - first);
        byte[] payload = _payloads.Make(ref count, i => ChaosRecord.Text(_tag, first + i), i => _errors && ChaosRecord.IsError(first + i));
        TimeSpan timeout = NextTimeout();
        long begun = HistoryWriter.Now();
        _history.Invoke(0, first, count);
        _invoked = Math.Max(_invoked, first + count - 1);
        AppendReceipt receipt;
        try
        {
            receipt = await _connection.AppendAsync(new RecordBatch(_id, 0, first, count, payload), timeout);
        }
        catch (Exception)                                       // whatever it is, what became of the batch is not known
        {
            _history.Unknown(0, first, count);
            await FailAsync(TimeSpan.Zero, abandon);
            return;
        }

        _history.Answer(0, first, count, receipt);
        _watch.Answered(begun, receipt);
        if (receipt.Outcome == AppendOutcome.Appended)
        {
            _failures = 0;
            _next = Math.Max(first + count, Math.Min(receipt.LastSequence, _invoked) + 1);
            return;
        }

        if (receipt.Outcome == AppendOutcome.OutOfOrder)
        {
            _next = Math.Clamp(receipt.LastSequence + 1, 0, _invoked + 1);          // the checker says whether the silo may ask for that
        }

        await FailAsync(receipt.RetryAfter, abandon);
    }

    // Mostly longer than a call takes, and shorter than the silo's absence.
    private TimeSpan NextTimeout() => TimeSpan.FromMilliseconds(_random.Next(10) switch
    {
        0 => _random.Next(20, 300),
        < 8 => _random.Next(400, 1200),
        _ => _random.Next(1500, 6000),
    });

    private async Task FailAsync(TimeSpan asked, CancellationToken abandon)
    {
        _failures++;
        if (_random.Next(6) == 0 || _failures % 8 == 0)
        {
            _connection.Reconnect();
        }

        TimeSpan longest = asked > TimeSpan.Zero ? asked : TimeSpan.FromMilliseconds(Math.Min(20 << Math.Min(_failures, 4), 200));
        await WaitAsync(longest * (0.25 + (_random.NextDouble() * 0.75)), abandon);
    }

    private static async Task WaitAsync(TimeSpan delay, CancellationToken abandon) =>
        await Task.Delay(delay, TimeProvider.System, abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
