namespace LogActors.Bench;

/// <summary>Producers that offer far more than a silo can write: each sends a batch, again at once when it is appended, and after the pause it is told when it is not.</summary>
internal sealed class OverloadLoad(LogCluster cluster, OverloadArguments asked)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _payload = OrderPayload.Make(asked.RecordsPerBatch);
    private long _offered;
    private long _appended;
    private long _busy;
    private long _failed;

    public int PayloadBytes => _payload.Length;

    public OverloadSample Sample(int second, double residentMiB) => new(
        second, residentMiB, MiB(Interlocked.Read(ref _offered)), MiB(Interlocked.Read(ref _appended)), Interlocked.Read(ref _busy), Interlocked.Read(ref _failed));

    public Task RunAsync(CancellationToken end) => Task.WhenAll(
        from file in Enumerable.Range(0, asked.Files)
        from producer in Enumerable.Range(0, asked.Producers)
        select Task.Run(() => RunOneAsync(LogFileName.Parse($"overload-{file}"), end), CancellationToken.None));

    private async Task RunOneAsync(LogFileName file, CancellationToken end)
    {
        RawProducer producer = new(batch => cluster.AppendAsync(file, batch, end), _payload, asked.RecordsPerBatch);
        while (!end.IsCancellationRequested)
        {
            TimeSpan pause = TimeSpan.Zero;
            Interlocked.Increment(ref _offered);
            try
            {
                AppendReceipt receipt = await producer.SendAsync();
                Interlocked.Add(ref _appended, receipt.Outcome == AppendOutcome.Appended ? 1 : 0);
                Interlocked.Add(ref _busy, receipt.Outcome == AppendOutcome.Busy ? 1 : 0);
                pause = receipt.RetryAfter;
            }
            catch (Exception) when (!end.IsCancellationRequested)
            {
                Interlocked.Increment(ref _failed);             // a time-out: whether it was written is not known, so it comes again
                pause = AfterFailure;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, TimeProvider.System, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private double MiB(long batches) => batches * (double)_payload.Length / (1024 * 1024);
}
