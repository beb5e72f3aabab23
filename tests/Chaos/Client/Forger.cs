namespace LogActors.Chaos;

/// <summary>A client that speaks the protocol and lies: about sequences, epochs, counts and contents.</summary>
internal sealed class Forger(ClusterAddress address, Random random, CancellationToken cancellation) : IAsyncDisposable
{
    private static readonly TimeSpan FloodFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);

    private readonly LogCluster _cluster = new(new ConfiguredCluster(address), TimeProvider.System);
    private readonly PayloadMaker _payloads = new(ChaosRecord.HostileCategory);

    /// <summary>Forged sequences and epochs, each with the answer that it must get.</summary>
    /// <returns>What was answered wrongly.</returns>
    public async Task<IReadOnlyList<string>> ForgeAsync()
    {
        Guid producer = Id();
        byte[] five = Payload(5);
        (string What, RecordBatch Batch, AppendOutcome Expected, long Last)[] attempts =
        [
            ("five records", new(producer, 3, 0, 5, five), AppendOutcome.Appended, 4),
            ("the same again", new(producer, 3, 0, 5, five), AppendOutcome.Appended, 4),
            ("a batch behind a gap", new(producer, 3, 1_000_000, 5, five), AppendOutcome.OutOfOrder, 4),
            ("an older epoch", new(producer, 2, 5, 5, five), AppendOutcome.Fenced, -1),
            ("a later epoch that does not begin at 0", new(producer, 9, 5, 5, five), AppendOutcome.OutOfOrder, -1),
            ("a negative sequence", new(producer, 3, -5, 5, five), AppendOutcome.Refused, 4),
            ("a batch ahead of one that nobody has seen", new(Id(), 0, 5, 5, five) { IsAhead = true }, AppendOutcome.OutOfOrder, -1),
            ("a wrong count", new(producer, 3, 5, 6, five), AppendOutcome.Refused, 4),
            ("a huge count", new(producer, 3, 5, int.MaxValue, five), AppendOutcome.Refused, 4),
            ("sequences beyond the number range", new(producer, 3, long.MaxValue - 2, 5, five), AppendOutcome.Refused, 4),
            ("an overlap", new(producer, 3, 3, 5, five), AppendOutcome.Appended, 7),
            ("no payload", new(producer, 3, 8, 1, ReadOnlyMemory<byte>.Empty), AppendOutcome.Refused, 7),
        ];
        List<string> wrong = [];
        foreach ((string what, RecordBatch batch, AppendOutcome expected, long last) in attempts)
        {
            AppendReceipt receipt = await AnswerAsync(batch);
            if (receipt.Outcome != expected || receipt.LastSequence != last)
            {
                wrong.Add($"A forger's batch ({what}) was answered with {receipt.Outcome} and last sequence {receipt.LastSequence}; {expected} and {last} are right.");
            }
        }

        return wrong;
    }

    /// <summary>As many big damaged batches as fit into a few seconds, many at a time, each of another producer.</summary>
    public async Task FloodAsync()
    {
        long end = HistoryWriter.Now() + (long)FloodFor.TotalNanoseconds;
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ =>
        {
            byte[] payload = new byte[RecordFormat.MaxBatchBytes];
            RecordFormat.Seal(payload);
            while (HistoryWriter.Now() < end && !cancellation.IsCancellationRequested)
            {
                try
                {
                    await CallAsync(new RecordBatch(Guid.NewGuid(), 0, 0, 1, payload));
                }
                catch (Exception)                               // a silo may let an attacker's calls fail as it likes
                {
                }
            }
        }));
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    // Busy says nothing about the batch.
    private async Task<AppendReceipt> AnswerAsync(RecordBatch batch)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                AppendReceipt receipt = await CallAsync(batch);
                if (receipt.Outcome is not AppendOutcome.Busy)
                {
                    return receipt;
                }
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && attempt < 5)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task<AppendReceipt> CallAsync(RecordBatch batch)
    {
        _cluster.Start();
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(CallTimeout);
        return await _cluster.AppendAsync(LogFileName.Parse(ClientArguments.LogFile), batch, late.Token);
    }

    private byte[] Payload(int count) => _payloads.Make(ref count, i => FormattableString.Invariant($"forged {i}"), _ => false);

    private Guid Id()
    {
        Span<byte> id = stackalloc byte[16];
        random.NextBytes(id);
        return new Guid(id);
    }
}
