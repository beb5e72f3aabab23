namespace LogActors;

/// <summary>Waits until what a producer was told is written is on the disk.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class DurableWait(LogFileName file, Guid producer, AcknowledgedPosition position, ILogCluster cluster, TimeProvider time)
{
    /// <summary>Waits for everything that has been acknowledged before the call, however often it has to ask.</summary>
    /// <exception cref="IOException">Something of it is gone.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        RetrySchedule retries = new(Random.Shared);
        while (true)
        {
            (int epoch, long next) = position.Read();
            AppendReceipt receipt = await TrySyncAsync(epoch, next - 1, cancellationToken).ConfigureAwait(false);
            switch (receipt.Outcome)
            {
                case AppendOutcome.Appended:
                    return;
                case AppendOutcome.OutOfOrder when position.Read().Epoch == epoch:
                    throw new IOException($"Records of log file '{file}' that were acknowledged as written are gone: the silo has {receipt.LastSequence + 1} of {next}.");
                default:
                    await Task.Delay(retries.Next(receipt.RetryAfter), time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task<AppendReceipt> TrySyncAsync(int epoch, long sequence, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.SyncAsync(file, producer, epoch, sequence, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ClientEvents.Log.AppendFailed(file.Value, exception);
            return new AppendReceipt { Outcome = AppendOutcome.Faulted };
        }
    }
}
