namespace LogActors;

/// <summary>Delivers what is buffered when the process ends and nobody has disposed of the provider: at the end of <c>Main</c>, at <c>Environment.Exit</c>, and at an unhandled exception.</summary>
/// <remarks>
/// All providers of the process together, for at most the longest of their shutdown time-outs. A process that is killed, or ends by a signal that nobody handles, by <c>Environment.FailFast</c> or for
/// want of stack, tells nobody. A host handles the signals. Thread-safe.
/// </remarks>
internal sealed class ProcessEnd : IDisposable
{
    // By the machine's clock, whatever the time-outs are measured with: a process must end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    private static readonly Lock s_gate = new();
    private static readonly HashSet<ProcessEnd> s_living = [];
    private static bool s_told;

    private readonly LogDelivery _delivery;

    public ProcessEnd(LogDelivery delivery)
    {
        _delivery = delivery;
        lock (s_gate)
        {
            s_living.Add(this);
            if (!s_told)
            {
                s_told = true;
                AppDomain.CurrentDomain.ProcessExit += static (_, _) => End();
                AppDomain.CurrentDomain.UnhandledException += static (_, _) => End();
            }
        }
    }

    public void Dispose()
    {
        lock (s_gate)
        {
            s_living.Remove(this);
        }
    }

    private static void End()
    {
        ProcessEnd[] living;
        lock (s_gate)
        {
            living = [.. s_living];
        }

        if (living.Length > 0)
        {
            Task[] ends = [.. living.Select(end => Task.Run(end._delivery.EndWithProcessAsync))];
#pragma warning disable VSTHRD002 // Avoid blocking waits: the process ends when this returns, and the wait is bounded.
            Task.WaitAll(ends, living.Max(end => end._delivery.ShutdownTimeout) + Grace);
#pragma warning restore VSTHRD002
        }
    }
}
