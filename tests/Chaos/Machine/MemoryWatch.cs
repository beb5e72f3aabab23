using System.Globalization;

namespace LogActors.Chaos;

/// <summary>Samples the resident memory of a process.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;

    public MemoryWatch(int process)
    {
        First = Most = Resident(process);
        _watching = Task.Run(async () =>
        {
            while (!_end.IsCancellationRequested)
            {
                Most = Math.Max(Most, Resident(process));
                await Task.Delay(Beat, TimeProvider.System, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
    }

    /// <summary>MiB at the beginning.</summary>
    public double First { get; }

    /// <summary>The most MiB so far.</summary>
    public double Most { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private static double Resident(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return 0;                                           // it is gone
        }
    }
}
