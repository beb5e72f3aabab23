namespace LogActors.Bench;

/// <summary>A producer that sends the same records to all log files in turn, with two batches under way as the provider has them for a log file. Not thread-safe.</summary>
internal sealed class ScaleProducer(LogCluster cluster, IReadOnlyList<LogFileName> files, int firstFile, byte[] payload, int records)
{
    private const int MaxCalls = 2;

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMilliseconds(20);

    private readonly Guid _id = Guid.NewGuid();
    private readonly long[] _next = new long[files.Count];
    private readonly Queue<Call> _calls = new(MaxCalls);

    /// <summary>How many of its batches were appended.</summary>
    public long Appended { get; private set; }

    /// <summary>How many answers told it to come again later.</summary>
    public long Busy { get; private set; }

    /// <summary>How many calls had no answer in time. Whether their batches were appended is not known then, and they are sent again.</summary>
    public long Unanswered { get; private set; }

    /// <summary>Sends so many batches to each log file, and returns when all are appended.</summary>
    /// <exception cref="InvalidOperationException">A batch was refused.</exception>
    public async Task SendAsync(int batchesPerFile)
    {
        for (int i = 0; i < batchesPerFile * files.Count; i++)
        {
            if (_calls.Count == MaxCalls)
            {
                await SettleAsync();
            }

            int file = (firstFile + i) % files.Count;
            bool isAhead = _calls.Any(earlier => earlier.File == file);
            _calls.Enqueue(new Call(file, _next[file], AppendAsync(file, _next[file], isAhead)));
            _next[file] += records;
        }

        while (_calls.Count > 0)
        {
            await SettleAsync();
        }
    }

    // The oldest call. What was sent after it must not meet it again.
    private async Task SettleAsync()
    {
        Call call = _calls.Dequeue();
        AppendReceipt receipt = await call.Receipt;
        while (receipt.Outcome != AppendOutcome.Appended)
        {
            await Task.WhenAll(_calls.Select(later => later.Receipt));
            Busy += receipt.Outcome == AppendOutcome.Busy ? 1 : 0;
            Unanswered += receipt.Outcome == AppendOutcome.Faulted ? 1 : 0;
            await (receipt.Outcome switch
            {
                AppendOutcome.Busy => Task.Delay(receipt.RetryAfter, TimeProvider.System),
                AppendOutcome.Faulted when receipt.Detail is null => Task.Delay(receipt.RetryAfter, TimeProvider.System),
                AppendOutcome.OutOfOrder => Task.CompletedTask, // it had overtaken the one before it, or that was told to come later
                _ => throw new InvalidOperationException($"A batch was answered {receipt.Outcome}: {receipt.Detail}"),
            });
            receipt = await AppendAsync(call.File, call.Sequence, isAhead: false);
        }

        Appended++;
    }

    private async Task<AppendReceipt> AppendAsync(int file, long sequence, bool isAhead)
    {
        try
        {
            return await cluster.AppendAsync(files[file], new RecordBatch(_id, 0, sequence, records, payload) { IsAhead = isAhead }, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            return new AppendReceipt { Outcome = AppendOutcome.Faulted, RetryAfter = s_afterFailure };
        }
    }

    private sealed record Call(int File, long Sequence, Task<AppendReceipt> Receipt);
}
