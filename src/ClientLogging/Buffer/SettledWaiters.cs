namespace LogActors;

/// <summary>Who waits until so many records have been settled.</summary>
/// <remarks>Guarded by its buffer's lock; the tasks go on elsewhere.</remarks>
internal sealed class SettledWaiters
{
    private List<(long Target, TaskCompletionSource Reached)>? _waiters;

    /// <summary>Adds one.</summary>
    /// <param name="target">How many records it waits for, counted from the buffer's beginning.</param>
    /// <returns>A task that completes once they have been settled.</returns>
    public Task Add(long target)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        (_waiters ??= []).Add((target, reached));
        return reached.Task;
    }

    /// <summary>Completes the tasks of those who have waited long enough.</summary>
    public void Complete(long settled) => _waiters?.RemoveAll(waiter => waiter.Target <= settled && waiter.Reached.TrySetResult());
}
