using System.Globalization;
using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>Which sequence each producer of a log file has reached: recognises repeats and gaps.</summary>
/// <remarks>Not thread-safe: the writer loop owns it. Bounded: beyond <see cref="MaxProducers"/> the one heard of longest ago is forgotten.</remarks>
internal sealed class ProducerLedger
{
    public const int MaxProducers = 10_000;

    private readonly Dictionary<Guid, Entry> _producers = [];
    private long _clock;

    public int Count => _producers.Count;

    /// <summary>What a batch is in the light of what came before.</summary>
    /// <param name="batch">The batch; its count has not been checked against its content.</param>
    /// <param name="skip">How many of its records are in the file already, if it is <see cref="Admission.Append"/>.</param>
    public Admission Admit(RecordBatch batch, out int skip)
    {
        skip = 0;
        if (!_producers.TryGetValue(batch.ProducerId, out Entry entry))
        {
            return batch.FirstSequence == 0 && batch.Epoch == 0 ? Admission.Append
                : batch.IsAhead ? Admission.OutOfOrder          // or the batch before it, which it may have overtaken, would be taken for a repeat
                : Admission.Unknown;
        }

        if (batch.Epoch < entry.Epoch)
        {
            return Admission.Fenced;
        }

        long next = batch.Epoch > entry.Epoch ? 0 : entry.Next;
        if (batch.FirstSequence > next && !FaultPoint.Mutant("gap-accepted"))
        {
            return Admission.OutOfOrder;
        }

        if (batch.Epoch > entry.Epoch)
        {
            return Admission.NewEpoch;
        }

        if (batch.FirstSequence + batch.RecordCount <= next && !FaultPoint.Mutant("duplicate-not-skipped"))
        {
            return Admission.Duplicate;
        }

        skip = FaultPoint.Mutant("partial-overlap-not-skipped") ? 0 : (int)(next - batch.FirstSequence);
        return Admission.Append;
    }

    /// <summary>The highest sequence that the producer has in the file under this epoch; -1 if none.</summary>
    public long LastSequence(Guid producer, int epoch) =>
        _producers.TryGetValue(producer, out Entry entry) && entry.Epoch == epoch ? entry.Next - 1 : -1;

    /// <summary>How far a producer that is known has come, as part of a sentence.</summary>
    public string Describe(Guid producer) => string.Create(CultureInfo.InvariantCulture, $"after record {_producers[producer].Next - 1}");

    /// <summary>Notes that a batch is in the file.</summary>
    /// <returns>What was known of its producer before, for <see cref="Undo"/>.</returns>
    public ProducerState? Advance(RecordBatch batch)
    {
        ref Entry entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_producers, batch.ProducerId, out bool known);
        ProducerState? before = known ? new ProducerState(batch.ProducerId, entry.Epoch, entry.Next) : null;
        entry = new Entry(batch.Epoch, batch.FirstSequence + batch.RecordCount, ++_clock);
        Evict();
        return before;
    }

    /// <summary>Takes an <see cref="Advance"/> back, after the write had failed.</summary>
    public void Undo(Guid producer, ProducerState? before)
    {
        if (before is { } state)
        {
            _producers[producer] = new Entry(state.Epoch, state.Next, ++_clock);
        }
        else
        {
            _producers.Remove(producer);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _producers.Clear();

    /// <summary>Takes up what a journal says; later words about a producer replace earlier ones.</summary>
    public void Restore(IEnumerable<ProducerState> producers)
    {
        foreach (ProducerState producer in producers)
        {
            _producers[producer.Id] = new Entry(producer.Epoch, producer.Next, ++_clock);
            Evict();
        }
    }

    /// <summary>All producers, the one heard of longest ago first.</summary>
    public IReadOnlyList<ProducerState> ToList() =>
        [.. _producers.OrderBy(producer => producer.Value.Heard).Select(producer => new ProducerState(producer.Key, producer.Value.Epoch, producer.Value.Next))];

    private void Evict()
    {
        if (_producers.Count > MaxProducers)
        {
            _producers.Remove(_producers.MinBy(producer => producer.Value.Heard).Key);
        }
    }

    private readonly record struct Entry(int Epoch, long Next, long Heard);
}
