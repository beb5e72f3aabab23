namespace LogActors;

/// <summary>Work that is done by whoever comes first: a thread of the pool, or the one that cannot go on without it.</summary>
/// <remarks>
/// So it never waits for a thread of the pool, of which there may be none left; and where no processor is idle it is done by the thread that would have done it anyway. Used again and again, by one owner, who calls
/// <see cref="Begin"/> and <see cref="Finish"/> in turn; what the pool has left over from an earlier time does nothing, or the present work.
/// </remarks>
/// <param name="work">The work.</param>
/// <param name="failed">Called on the thread of the pool on which the work threw.</param>
internal sealed class AsideWork(Action work, Action failed) : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Begun = 1;
    private const int Taken = 2;

    private readonly ManualResetEventSlim _done = new(initialState: true);
    private int _state = Idle;

    /// <summary>Whether it has been done, and was not begun again.</summary>
    public bool IsDone => _done.IsSet;

    /// <summary>What it threw, if it <see cref="IsDone"/>.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Lets the work be done; <see cref="Finish"/> waits for it.</summary>
    public void Begin()
    {
        _done.Reset();
        Error = null;
        Volatile.Write(ref _state, Begun);
    }

    /// <summary>Does the work if nobody does or did.</summary>
    public void Execute()
    {
        if (TryRun() && Error is not null)
        {
            failed();
        }
    }

    /// <summary>Returns when the work has been done, by this thread if by no other.</summary>
    public void Finish()
    {
        if (!TryRun())
        {
            _done.Wait();
        }
    }

    private bool TryRun()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Begun) != Begun)
        {
            return false;
        }

        try
        {
            work();
        }
        catch (Exception exception)
        {
            Error = exception;
        }

        Volatile.Write(ref _state, Idle);
        _done.Set();
        return true;
    }
}
