namespace LogActors;

/// <summary>Knows whether a gateway is connected: ends the calls under way when one is lost, holds calls back while there is none, and tries until there is one.</summary>
/// <remarks>
/// Orleans does none of this: a call whose connection is lost waits for its time-out, and one that is made without a connection fails, so that each sender would try by
/// itself, ever less often. Thread-safe.
/// </remarks>
/// <param name="time">What pauses are measured with.</param>
/// <param name="ended">Ends everything.</param>
internal sealed class GatewayWatch(TimeProvider time, CancellationToken ended)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private CancellationTokenSource _lost = new();               // has no timer and is linked to nothing, so it need not be disposed of
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lostAt = time.GetTimestamp();
    private int _gateways;
    private bool _everLost;
    private bool _kept;

    /// <summary>Whether calls are made at this moment, and not held back.</summary>
    public bool LetsCallsThrough
    {
        get
        {
            lock (_gate)
            {
                return IsConnected;
            }
        }
    }

    private bool IsConnected => _kept && _gateways > 0;

    /// <summary>How long to wait before the next attempt: a twentieth of the time without a connection, but 25 to 500 ms.</summary>
    public static TimeSpan PauseAfter(TimeSpan away) => TimeSpan.FromTicks(Math.Clamp(away.Ticks / 20, ShortestPause.Ticks, LongestPause.Ticks));

    /// <summary>Notes that a gateway was connected (1) or lost (-1). The two may be told in another order than they happened.</summary>
    public void Change(int gateways)
    {
        CancellationTokenSource? lost = null;
        lock (_gate)
        {
            _gateways += gateways;
            if (gateways < 0)
            {
                (lost, _lost) = (_lost, new CancellationTokenSource());
                (_lostAt, _everLost) = (time.GetTimestamp(), true);
            }

            Tell();
        }

        lost?.Cancel();                                         // through which gateway a call goes is not known, and each may be made again
    }

    /// <summary>Waits until there is no gateway after there has been one.</summary>
    /// <returns>The timestamp of the loss.</returns>
    public Task<long> WhenLostAsync(CancellationToken cancellationToken) => WhenAsync(() => _everLost && _gateways <= 0, () => _lostAt, cancellationToken);

    /// <summary>Waits for a connection.</summary>
    /// <returns>Cancelled when a gateway is lost from then on.</returns>
    public Task<CancellationToken> WhenConnectedAsync(CancellationToken cancellationToken) => WhenAsync(() => IsConnected, () => _lost.Token, cancellationToken);

    /// <summary>Makes a connection whenever there is none, until everything ends. Until it is called, calls are held back.</summary>
    /// <param name="probe">Makes Orleans connect, and completes when a silo has answered; it fails if there is none.</param>
    /// <param name="failed">Told of each attempt that failed.</param>
    public async Task KeepConnectedAsync(Func<Task> probe, Action<Exception> failed)
    {
        lock (_gate)
        {
            _kept = true;
            Tell();
        }

        while (!ended.IsCancellationRequested)
        {
            try
            {
                CancellationToken lost = await WhenAsync(() => !IsConnected, () => _lost.Token, ended).ConfigureAwait(false);
                using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(lost, ended);
                await Task.Delay(Pause(), time, over.Token).ConfigureAwait(false);
                await probe().WaitAsync(over.Token).ConfigureAwait(false);
                NoteAnswer(lost);
            }
            catch (Exception exception)
            {
                if (exception is not OperationCanceledException)
                {
                    failed(exception);
                }
            }
        }
    }

    // Both are called under the lock.
    private async Task<T> WhenAsync<T>(Func<bool> condition, Func<T> result, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (condition())
                {
                    return result();
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Pause()
    {
        lock (_gate)
        {
            return PauseAfter(time.GetElapsedTime(_lostAt));
        }
    }

    // Somebody has answered, whatever the count says; unless that one has been lost since.
    private void NoteAnswer(CancellationToken lost)
    {
        lock (_gate)
        {
            if (_lost.Token == lost && _gateways <= 0)
            {
                _gateways = 1;
                Tell();
            }
        }
    }

    private void Tell()
    {
        _changed.TrySetResult();
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
