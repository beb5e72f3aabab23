namespace LogActors;

/// <summary>Delivers what is buffered when the process ends and nobody has disposed of the provider: at the end of <c>Main</c>, at <c>Environment.Exit</c>, and at an unhandled exception.</summary>
/// <remarks>A process that is killed, or ends by a signal that nobody handles, by <c>Environment.FailFast</c> or for want of stack, tells nobody. A host handles the signals. Thread-safe.</remarks>
internal sealed class ProcessEnd : IDisposable
{
    private readonly LogDelivery _delivery;

    public ProcessEnd(LogDelivery delivery)
    {
        _delivery = delivery;
        AppDomain.CurrentDomain.ProcessExit += Exit;
        AppDomain.CurrentDomain.UnhandledException += Fail;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Exit;
        AppDomain.CurrentDomain.UnhandledException -= Fail;
    }

    private void Exit(object? sender, EventArgs e) => _delivery.EndWithProcess();

    private void Fail(object? sender, UnhandledExceptionEventArgs e) => _delivery.EndWithProcess();
}
