namespace LogActors;

/// <summary>Notices that the start of an Orleans client is stuck.</summary>
/// <remarks>
/// Orleans repeats an attempt to connect that has failed. But with a connection it asks for the cluster's manifest, and if that connection is lost it first waits 30 s for
/// an answer. Thread-safe.
/// </remarks>
internal sealed class StartWatch(GatewayWatch gateways, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);        // longer than every pause between attempts

    private long _lastFailure = time.GetTimestamp();

    /// <summary>An attempt to connect has failed, and another one follows.</summary>
    public void NoteFailure() => Interlocked.Exchange(ref _lastFailure, time.GetTimestamp());

    /// <summary>Completes when the gateway has been lost and nothing has been tried for a second.</summary>
    public async Task WhenStuckAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            long since = Math.Max(await gateways.WhenLostAsync(cancellationToken).ConfigureAwait(false), Interlocked.Read(ref _lastFailure));
            TimeSpan left = Patience - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
