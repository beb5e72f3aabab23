using System.Text.Json;

namespace LogActors.Chaos;

/// <summary>What a producer's own history says: how far it has asked, what was promised to it, and which answers contradict earlier ones.</summary>
/// <remarks>Constant memory, however long the history is. Not thread-safe.</remarks>
internal sealed class ProducerHistory(string tag, AckLevel level, IReadOnlyList<long> restarts)
{
    private const int MaxExamples = 5;

    private readonly Dictionary<(int Epoch, long First), Call> _calls = [];
    private int _epoch = -1;
    private long _highest = -1;
    private long _invokedAt;
    private int _incarnation = -1;
    private long _epochOfIncarnation = -1;
    private long _epochBefore = -1;

    public string Tag { get; } = tag;

    /// <summary>The highest sequence that was ever in a call; -1 if none.</summary>
    public long MaxInvoked { get; private set; } = -1;

    /// <summary>The highest sequence that was acknowledged at the level; -1 if none.</summary>
    public long MaxAcknowledged { get; private set; } = -1;

    /// <summary>Receipts that take back what an earlier one promised, or that cannot be.</summary>
    public long Regressions { get; private set; }

    /// <summary>The first few contradictions, for a person.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Reads the history of a producer.</summary>
    /// <param name="path">The file that <see cref="HistoryWriter"/> wrote.</param>
    /// <param name="level">What a receipt must promise in order to count.</param>
    /// <param name="restarts">When a new silo was started after the old one had died, ascending, by <see cref="HistoryWriter.Now"/>.</param>
    public static ProducerHistory Read(string path, AckLevel level, IReadOnlyList<long> restarts)
    {
        string tag = Path.GetFileName(path).Split(".history", 2)[0];
        ProducerHistory history = new(tag, level, restarts);
        foreach (string line in File.ReadLines(path))
        {
            history.Add(line);
        }

        return history;
    }

    /// <summary>Takes one event up. A line that is no JSON is ignored: the producer was killed while it wrote it.</summary>
    public void Add(string line)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            Add(json.RootElement);
        }
        catch (JsonException)
        {
        }
    }

    private void Add(JsonElement entry)
    {
        long first = entry.GetProperty("first").GetInt64();
        long end = first + entry.GetProperty("n").GetInt32() - 1;
        int epoch = entry.GetProperty("e").GetInt32();
        switch (entry.GetProperty("ev").GetString())
        {
            case "invoke":
                _invokedAt = entry.GetProperty("t").GetInt64();
                _calls[(epoch, first)] = new Call(_invokedAt, epoch == _epoch ? _highest : -1);
                MaxInvoked = Math.Max(MaxInvoked, end);
                break;
            case "ok":
                TakePromise(entry, CallOf(epoch, first), end);
                break;
            case "fail":
                TakeRefusal(entry, CallOf(epoch, first));
                break;
        }
    }

    // Several may be under way: what was promised meanwhile, the answer need not know of.
    private Call CallOf(int epoch, long first) => _calls.Remove((epoch, first), out Call call) ? call : new Call(_invokedAt, epoch == _epoch ? _highest : -1);

    private void TakePromise(JsonElement entry, Call call, long end)
    {
        long last = entry.GetProperty("last").GetInt64();
        if (last < end)
        {
            Contradict($"a receipt for everything up to {end} says {last}");
        }

        if (last > MaxInvoked)
        {
            Contradict($"a receipt says {last}, and no more than {MaxInvoked} was ever sent");
        }

        Compare(entry, call, last);
        CheckWriterEpoch(entry.GetProperty("we").GetInt64(), call.At, entry.GetProperty("t").GetInt64());
        if (level == AckLevel.Written || entry.GetProperty("lvl").GetString() == "D")
        {
            _highest = Math.Max(_highest, last);
            MaxAcknowledged = Math.Max(MaxAcknowledged, Math.Min(last, MaxInvoked));
        }
    }

    private void TakeRefusal(JsonElement entry, Call call)
    {
        switch (entry.GetProperty("out").GetString())
        {
            case nameof(AppendOutcome.OutOfOrder):
                Compare(entry, call, entry.GetProperty("last").GetInt64());
                break;
            case nameof(AppendOutcome.Fenced) or nameof(AppendOutcome.Refused):
                Contradict($"a batch was answered with {entry.GetProperty("out").GetString()}");
                break;
        }
    }

    // Sequences begin again in each epoch of a producer, and so do promises about them.
    private void Compare(JsonElement entry, Call call, long last)
    {
        int epoch = entry.GetProperty("e").GetInt32();
        if (epoch != _epoch)
        {
            (_epoch, _highest) = (epoch, -1);
        }

        if (last < call.Highest)
        {
            Contradict($"{call.Highest} was acknowledged, and a later receipt says {last}");
        }
    }

    // A writer that comes after a killed one has a higher epoch, and within one silo's life it never falls. A call that was under way during a restart may have
    // been answered by either.
    private void CheckWriterEpoch(long writerEpoch, long invokedAt, long answeredAt)
    {
        int incarnation = restarts.Count(at => at <= invokedAt);
        if (incarnation != restarts.Count(at => at <= answeredAt))
        {
            return;
        }

        if (incarnation != _incarnation)
        {
            _epochBefore = Math.Max(_epochBefore, _epochOfIncarnation);
            (_incarnation, _epochOfIncarnation) = (incarnation, -1);
        }

        if (writerEpoch < _epochOfIncarnation || writerEpoch <= _epochBefore)
        {
            Contradict($"writer epoch {writerEpoch} follows {Math.Max(_epochOfIncarnation, _epochBefore)}");
        }

        _epochOfIncarnation = Math.Max(_epochOfIncarnation, writerEpoch);
    }

    private void Contradict(string what)
    {
        Regressions++;
        if (Examples.Count < MaxExamples)
        {
            Examples.Add($"{Tag}: {what}.");
        }
    }

    // When it began, and what had been promised by then.
    private readonly record struct Call(long At, long Highest);
}
