namespace LogActors.Tests;

/// <summary>Turns a test that would hang for ever into one that fails and says what it waited for.</summary>
internal static class Watchdog
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task OrHung(this Task task, string awaited)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new InvalidOperationException($"Hung: {awaited} did not happen.");
        }
    }

    public static async Task<T> OrHung<T>(this Task<T> task, string awaited)
    {
        await ((Task)task).OrHung(awaited);
        return await task;
    }
}
