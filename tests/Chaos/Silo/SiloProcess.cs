using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A silo under test.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly Task _ready;

    private SiloProcess(ChildProcess process, Task ready)
    {
        _process = process;
        _ready = ready;
    }

    public int Id => _process.Id;

    public long StartedAt => _process.StartedAt;

    public bool HasExited => _process.HasExited;

    public Task Exited => _process.Exited;

    public int ExitCode => _process.ExitCode;

    public string LastLines => _process.LastLines;

    /// <summary>The state letter of <see cref="Signals.StateOf"/>.</summary>
    public char State => Signals.StateOf(Id);

    /// <summary>Whether all of its threads are stopped.</summary>
    public bool IsStopped => !HasExited && Signals.IsStopped(Id);

    public static SiloProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ChildProcess process = ChildProcess.Start(command, environment, line =>
        {
            if (line.Contains("The silo owns log root", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        });
        return new SiloProcess(process, ready.Task);
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="CampaignException">It ended instead, or took longer than it may.</exception>
    public async Task ReadyAsync(TimeSpan patience)
    {
        Task first = await Task.WhenAny(_ready, Exited, Task.Delay(patience, TimeProvider.System));
        if (first != _ready && !_ready.IsCompleted)
        {
            throw new CampaignException(string.Create(CultureInfo.InvariantCulture, $"The silo {(HasExited ? $"ended with {ExitCode}" : "was not ready in time")}:\n{LastLines}"));
        }
    }

    /// <summary>Waits until it is stopped or gone: the kernel has no event for that which .NET would hand on.</summary>
    public async Task StoppedAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (!HasExited && !IsStopped && await timer.WaitForNextTickAsync(cancellation))
        {
        }
    }

    public void Send(int signal) => _process.Send(signal);

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
