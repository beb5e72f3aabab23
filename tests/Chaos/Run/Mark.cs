namespace LogActors.Chaos;

/// <summary>A moment after which every producer is to be acknowledged again.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class Mark(int id, int producers)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _acknowledged = [];
    private readonly HashSet<string> _putOff = [];
    private readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _allPutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Id { get; } = id;

    public long At { get; } = HistoryWriter.Now();

    /// <summary>When the first producer was acknowledged, by <see cref="HistoryWriter.Now"/>.</summary>
    public Task<long> First => _first.Task;

    /// <summary>When the last producer was acknowledged for the first time.</summary>
    public Task<long> All => _all.Task;

    /// <summary>Completes when each producer has been answered that it must wait.</summary>
    public Task<bool> AllPutOff => _allPutOff.Task;

    /// <summary>Who has not been acknowledged yet is not in this list.</summary>
    public string Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return string.Join(", ", _acknowledged.Order(StringComparer.Ordinal));
            }
        }
    }

    public void Acknowledge(string tag, long at)
    {
        lock (_gate)
        {
            _acknowledged.Add(tag);
            _first.TrySetResult(at);
            if (_acknowledged.Count == producers)
            {
                _all.TrySetResult(at);
            }
        }
    }

    public void PutOff(string tag)
    {
        lock (_gate)
        {
            if (_putOff.Add(tag) && _putOff.Count == producers)
            {
                _allPutOff.TrySetResult(true);
            }
        }
    }
}
