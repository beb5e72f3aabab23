using System.Threading.Channels;

namespace LogActors.Tests;

/// <summary>Answers attempts to connect as a test says.</summary>
internal sealed class ProbedSilo
{
    private readonly Channel<TaskCompletionSource> _probes = Channel.CreateUnbounded<TaskCompletionSource>();
    private int _failures;

    /// <summary>How many failures it was told of.</summary>
    public int Failures => Volatile.Read(ref _failures);

    public Task ProbeAsync()
    {
        TaskCompletionSource probe = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _probes.Writer.TryWrite(probe);
        return probe.Task;
    }

    public void Fail(Exception exception) => Interlocked.Increment(ref _failures);

    public Task<TaskCompletionSource> NextProbeAsync() => _probes.Reader.ReadAsync().AsTask().OrHung("an attempt to connect");

    public async Task FailNextAsync() => (await NextProbeAsync()).SetException(new IOException("Nobody is there."));
}
