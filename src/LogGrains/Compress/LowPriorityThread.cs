namespace LogActors;

/// <summary>Runs long work where it takes only the processor time that nobody else wants.</summary>
internal static class LowPriorityThread
{
    /// <summary>Runs <paramref name="action"/> on a thread of its own, of the lowest priority, which ends with it.</summary>
    /// <param name="name">The thread's name, for a debugger.</param>
    /// <param name="action">
    /// What to run. It does not see the caller's execution context, and should end soon when the application stops: the thread does not keep the process alive. It must not start threads
    /// or tasks: on Linux a thread has its priority from the one that starts it, be it a thread of the pool, and cannot be given a better one.
    /// </param>
    /// <returns>Ends when the action has: as it did, with its exception or cancelled.</returns>
    /// <remarks>Thread-safe. Where the system refuses the priority, the action runs with the usual one.</remarks>
    public static Task RunAsync(string name, Action action)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ManualResetEvent ended = new(false);
        Exception? failure = null;

        // The thread itself must not end the task: what waits for the task could make it start a thread of the pool.
        ThreadPool.UnsafeRegisterWaitForSingleObject(
            ended,
            (_, _) =>
            {
                ended.Dispose();
                End(done, failure);
            },
            null,
            Timeout.Infinite,
            executeOnlyOnce: true);
        Thread thread = new(() =>
        {
            NativeThread.TryLowerPriority();
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;                            // whoever awaits the task decides; here it would end the process
            }

            ended.Set();
        }) { IsBackground = true, Name = name };
        thread.UnsafeStart();
        return done.Task;
    }

    private static void End(TaskCompletionSource done, Exception? failure)
    {
        if (failure is OperationCanceledException cancelled)
        {
            done.SetCanceled(cancelled.CancellationToken);
        }
        else if (failure is not null)
        {
            done.SetException(failure);
        }
        else
        {
            done.SetResult();
        }
    }
}
