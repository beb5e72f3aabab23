namespace LogActors;

/// <summary>Batches that are written together, from when the first is staged until all have been written or given up.</summary>
/// <remarks>Not thread-safe; whoever fills it hands it over to be written, and takes it back.</remarks>
internal sealed class StagedGroup
{
    private readonly List<ProducerState> _advanced = [];

    /// <summary>The batches, in the order of their lines; repeats have none.</summary>
    public List<PendingAppend> Appends { get; } = [];

    /// <summary>The lines of the batches.</summary>
    public LineBuffer Lines { get; } = new();

    /// <summary>How far the batches take their producers.</summary>
    public IReadOnlyList<ProducerState> Advanced => _advanced;

    /// <summary>How many records of producers are in <see cref="Lines"/>.</summary>
    public int RecordCount { get; private set; }

    /// <summary>Whether one of the batches waits for a sync.</summary>
    public bool AwaitsSync { get; private set; }

    /// <summary>Adds a batch, whose lines are there.</summary>
    /// <param name="append">The batch.</param>
    /// <param name="newRecords">How many of its records were rendered; 0 for a repeat, which takes its producer no further.</param>
    public void Add(PendingAppend append, int newRecords)
    {
        Appends.Add(append);
        AwaitsSync |= append.Level >= AckLevel.Durable;
        if (append.Advanced)
        {
            RecordCount += newRecords;
            _advanced.Add(new ProducerState(append.Batch.ProducerId, append.Batch.Epoch, append.Batch.FirstSequence + append.Batch.RecordCount));
        }
    }

    /// <summary>Forgets the batches, and lets go of the memory of their lines.</summary>
    public void Clear()
    {
        Appends.Clear();
        Lines.Clear();
        _advanced.Clear();
        RecordCount = 0;
        AwaitsSync = false;
    }
}
