namespace LogActors;

/// <summary>The threads that wait for the disk: were they the pool's, a few syncs at a time would leave it none for everything else.</summary>
/// <remarks>
/// The pool has a thread for each processor, and adds another only after some time: with many log files most of them would wait in <c>fdatasync</c>, and the processors would idle. Thread-safe.
/// A thread is started when there is more to do than idle ones, and ends when it has been idle for some seconds; none keeps the process alive. Where the system gives no thread, those that there are do the work,
/// or, if there are none, whoever asks for it: the pool may have no thread for it either.
/// </remarks>
/// <param name="max">How many threads there are at most.</param>
/// <param name="start">Starts a thread; a thread of the background by default.</param>
internal sealed class DiskThreads(int max, Action<ThreadStart>? start = null) : TaskScheduler
{
    private const TaskCreationOptions Options = TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler;
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);
    private static readonly DiskThreads s_shared = new(max: 16);    // with 1,000 busy log files, so many leave the processors no time to wait
    private readonly Action<ThreadStart> _start = start ?? (static work => new Thread(work) { IsBackground = true, Name = "LogActors disk" }.UnsafeStart());
    private readonly Queue<Task> _tasks = new();
    private int _threads;
    private int _idle;

    public override int MaximumConcurrencyLevel => max;

    /// <summary>Runs an action that waits for the disk on one of the process's threads for that.</summary>
    /// <returns>Ends as the action did. What awaits it may go on on the same thread, and is to be short.</returns>
    public static Task RunAsync(Action action) => s_shared.StartAsync(action);

    /// <summary>Runs what waits for the disk, up to where it awaits something, on one of the process's threads for that.</summary>
    /// <returns>Ends as the work did.</returns>
    public static Task RunAsync(Func<Task> work) => s_shared.StartAsync(work).Unwrap();

    /// <summary>As <see cref="RunAsync(Action)"/>, on one of these threads.</summary>
    public Task StartAsync(Action action) => Task.Factory.StartNew(action, CancellationToken.None, Options, this);

    private Task<Task> StartAsync(Func<Task> work) => Task.Factory.StartNew(work, CancellationToken.None, Options, this);

    protected override void QueueTask(Task task)
    {
        if (!TryQueue(task))
        {
            TryExecuteTask(task);
        }
    }

    private bool TryQueue(Task task)
    {
        lock (_tasks)
        {
            if (_tasks.Count >= _idle && _threads < max && !TryStart() && _threads == 0)
            {
                return false;
            }

            _tasks.Enqueue(task);
            Monitor.Pulse(_tasks);
            return true;
        }
    }

    // The runtime says that memory is short when the system has no thread left for the process, such as in a container.
    private bool TryStart()
    {
        try
        {
            _start(Work);
            _threads++;
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    // Whoever waits for a task is not to sync in its place: it may be a thread of the pool.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_tasks)
        {
            return [.. _tasks];
        }
    }

    private void Work()
    {
        while (Next() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Next()
    {
        lock (_tasks)
        {
            _idle++;
            while (_tasks.Count == 0)
            {
                if (!Monitor.Wait(_tasks, IdleTime) && _tasks.Count == 0)
                {
                    _idle--;
                    _threads--;
                    return null;
                }
            }

            _idle--;
            return _tasks.Dequeue();
        }
    }
}
