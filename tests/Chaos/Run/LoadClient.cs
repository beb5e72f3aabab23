using System.Globalization;

namespace LogActors.Chaos;

/// <summary>A client process, from the outside.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _producers;
    private int _drainedProducers;

    private LoadClient(ClientArguments arguments, IReadOnlyList<string> prefix, Func<int, Mark?> markOf, Action<string> problem)
    {
        _producers = arguments.Producers;
        _process = ChildProcess.Start(
            [.. prefix, "dotnet", typeof(LoadClient).Assembly.Location, .. arguments.ToArray()],
            new Dictionary<string, string>(),
            line => Hear(line, markOf, problem));
    }

    public int Producers => _producers;

    public bool HasExited => _process.HasExited;

    public string LastLines => _process.LastLines;

    /// <summary>Completes when every producer has been acknowledged for everything it has sent, after <see cref="Stop"/>.</summary>
    public Task Drained => _drained.Task;

    public static LoadClient Start(ClientArguments arguments, IReadOnlyList<string> prefix, Func<int, Mark?> markOf, Action<string> problem) =>
        new(arguments, prefix, markOf, problem);

    public void Tell(Mark mark) => _process.Tell(string.Create(CultureInfo.InvariantCulture, $"mark {mark.Id}"));

    public void Stop() => _process.Tell("stop");

    public Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private void Hear(string line, Func<int, Mark?> markOf, Action<string> problem)
    {
        switch (line.Split(' '))
        {
            case ["marked", var id, var tag, var at]:
                markOf(int.Parse(id, CultureInfo.InvariantCulture))?.Acknowledge(tag, long.Parse(at, CultureInfo.InvariantCulture));
                break;
            case ["nacked", var id, var tag, _]:
                markOf(int.Parse(id, CultureInfo.InvariantCulture))?.PutOff(tag);
                break;
            case ["drained", _]:
                if (Interlocked.Increment(ref _drainedProducers) == _producers)
                {
                    _drained.TrySetResult();
                }

                break;
            case ["problem", ..]:
                problem(line);
                break;
        }
    }
}
