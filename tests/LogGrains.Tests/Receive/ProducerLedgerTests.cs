using CsCheck;

namespace LogActors.Tests;

public sealed class ProducerLedgerTests
{
    private static readonly Guid Producer = Guid.NewGuid();

    private readonly ProducerLedger _ledger = new();

    [Fact]
    public void Admit_OfUnknownProducer_AppendsFromAnySequence_AndKnowsThatRecordsAreMissing()
    {
        Assert.Equal(Admission.Append, _ledger.Admit(Batch(first: 0, count: 3), out int skip));
        Assert.Equal(0, skip);
        Assert.Equal(Admission.Unknown, _ledger.Admit(Batch(first: 70, count: 3), out skip));
        Assert.Equal(0, skip);
    }

    [Fact]
    public void Admit_OfUnknownProducer_DoesNotBeginWithABatchThatMayHaveOvertakenTheOneBefore()
    {
        RecordBatch ahead = new(Producer, 0, 3, 2, default) { IsAhead = true };

        Assert.Equal(Admission.OutOfOrder, _ledger.Admit(ahead, out _));
        _ledger.Advance(Batch(first: 0, count: 3));
        Assert.Equal(Admission.Append, _ledger.Admit(ahead, out _));
    }

    [Fact]
    public void Admit_NextInOrder_AppendsAll()
    {
        _ledger.Advance(Batch(first: 0, count: 3));

        Admission admission = _ledger.Admit(Batch(first: 3, count: 2), out int skip);

        Assert.Equal((Admission.Append, 0), (admission, skip));
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 2)]
    [InlineData(2, 1)]
    public void Admit_OfWhatIsThere_IsDuplicate(long first, int count)
    {
        _ledger.Advance(Batch(first: 0, count: 3));

        Admission admission = _ledger.Admit(Batch(first, count), out _);

        Assert.Equal(Admission.Duplicate, admission);
    }

    [Theory]
    [InlineData(0, 5, 3)]
    [InlineData(2, 9, 1)]
    public void Admit_OfOverlap_SkipsWhatIsThere(long first, int count, int expected)
    {
        _ledger.Advance(Batch(first: 0, count: 3));

        Admission admission = _ledger.Admit(Batch(first, count), out int skip);

        Assert.Equal((Admission.Append, expected), (admission, skip));
    }

    [Fact]
    public void Admit_AfterGap_IsOutOfOrder()
    {
        _ledger.Advance(Batch(first: 0, count: 3));

        Admission admission = _ledger.Admit(Batch(first: 4, count: 1), out _);

        Assert.Equal(Admission.OutOfOrder, admission);
    }

    [Fact]
    public void Admit_OfNewEpoch_BeginsAtZeroAgain()
    {
        _ledger.Advance(Batch(first: 0, count: 3));

        Assert.Equal(Admission.NewEpoch, _ledger.Admit(Batch(first: 0, count: 1, epoch: 1), out int skip));
        Assert.Equal(0, skip);
        Assert.Equal(Admission.OutOfOrder, _ledger.Admit(Batch(first: 3, count: 1, epoch: 1), out _));
    }

    [Fact]
    public void Admit_OfOldEpoch_IsFenced()
    {
        _ledger.Advance(Batch(first: 0, count: 3, epoch: 2));

        Admission admission = _ledger.Admit(Batch(first: 3, count: 1, epoch: 1), out _);

        Assert.Equal(Admission.Fenced, admission);
    }

    [Fact]
    public void Admit_AtTheEndOfTheNumberRange_CountsWithoutOverflow()
    {
        _ledger.Advance(Batch(first: long.MaxValue - 3, count: 2));

        Assert.Equal(Admission.Append, _ledger.Admit(Batch(first: long.MaxValue - 1, count: 1), out _));
        Assert.Equal(Admission.Duplicate, _ledger.Admit(Batch(first: long.MaxValue - 3, count: 2), out _));
    }

    [Fact]
    public void LastSequence_OfAnotherEpoch_IsNone()
    {
        _ledger.Advance(Batch(first: 0, count: 3, epoch: 1));

        Assert.Equal(2, _ledger.LastSequence(Producer, epoch: 1));
        Assert.Equal(-1, _ledger.LastSequence(Producer, epoch: 0));
        Assert.Equal(-1, _ledger.LastSequence(Producer, epoch: 2));
        Assert.Equal(-1, _ledger.LastSequence(Guid.NewGuid(), epoch: 1));
    }

    [Fact]
    public void Undo_OfKnownProducer_PutsItBack()
    {
        _ledger.Advance(Batch(first: 0, count: 3));
        ProducerState? before = _ledger.Advance(Batch(first: 0, count: 9, epoch: 1));

        _ledger.Undo(Producer, before);

        Assert.Equal(2, _ledger.LastSequence(Producer, epoch: 0));
        Assert.Equal(-1, _ledger.LastSequence(Producer, epoch: 1));
    }

    [Fact]
    public void Undo_OfUnknownProducer_ForgetsIt()
    {
        ProducerState? before = _ledger.Advance(Batch(first: 0, count: 3));

        _ledger.Undo(Producer, before);

        Assert.Equal(0, _ledger.Count);
    }

    [Fact]
    public void Advance_BeyondTheBound_ForgetsWhomItHeardOfLongestAgo()
    {
        Guid quiet = Guid.NewGuid();
        _ledger.Advance(Batch(first: 0, count: 1));
        _ledger.Advance(Batch(quiet, first: 0, count: 1));
        Fill(ProducerLedger.MaxProducers - 2);
        _ledger.Advance(Batch(first: 1, count: 1));

        _ledger.Advance(Batch(Guid.NewGuid(), first: 0, count: 1));

        Assert.Equal(ProducerLedger.MaxProducers, _ledger.Count);
        Assert.Equal(1, _ledger.LastSequence(Producer, epoch: 0));
        Assert.Equal(-1, _ledger.LastSequence(quiet, epoch: 0));
    }

    [Fact]
    public void Restore_OfAList_KnowsTheSameInTheSameOrder()
    {
        _ledger.Advance(Batch(first: 0, count: 3, epoch: 4));
        Fill(3);
        _ledger.Advance(Batch(first: 3, count: 1, epoch: 4));
        ProducerLedger next = new();

        next.Restore(_ledger.ToList());

        Assert.Equal(_ledger.ToList(), next.ToList());
        Assert.Equal(new ProducerState(Producer, 4, 4), next.ToList()[^1]);
    }

    /// <summary>Whatever comes in whatever order: the ledger decides as one who looks into the file would.</summary>
    [Fact]
    public void Ledger_OfAnyBatches_DecidesAsTheFileDoes()
    {
        Guid[] producers = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];
        Gen<(int Producer, int Epoch, int First, int Count, bool WriteFails)[]> attempts =
            Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 8], Gen.Int[1, 4], Gen.Bool).Array[1, 60];

        attempts.Sample(all =>
        {
            ProducerLedger ledger = new();
            List<(Guid Producer, int Epoch, long Sequence)> file = [];
            foreach ((int producer, int epoch, int first, int count, bool writeFails) in all)
            {
                RecordBatch batch = Batch(producers[producer], first, count, epoch);
                (Admission admission, int skip) expected = Expected(file, batch);
                Admission admission = ledger.Admit(batch, out int skip);
                Assert.Equal(expected, (admission, skip));
                if (admission is not (Admission.Append or Admission.Unknown or Admission.NewEpoch))
                {
                    continue;
                }

                ProducerState? before = ledger.Advance(batch);
                if (writeFails)
                {
                    ledger.Undo(batch.ProducerId, before);
                }
                else
                {
                    file.AddRange(Enumerable.Range(first + skip, count - skip).Select(sequence => (batch.ProducerId, epoch, (long)sequence)));
                }
            }

            Assert.Equal(file.Distinct(), file);
            Assert.All(producers, producer => Assert.Equal(Last(file, producer)?.Sequence ?? -1, ledger.LastSequence(producer, Last(file, producer)?.Epoch ?? 0)));
        });
    }

    private static (Admission, int) Expected(List<(Guid Producer, int Epoch, long Sequence)> file, RecordBatch batch)
    {
        (Guid, int Epoch, long Sequence)? last = Last(file, batch.ProducerId);
        if (last is null)
        {
            return (batch is { FirstSequence: 0, Epoch: 0 } ? Admission.Append : Admission.Unknown, 0);
        }

        if (batch.Epoch < last.Value.Epoch)
        {
            return (Admission.Fenced, 0);
        }

        long[] sequences = [.. Enumerable.Range(0, batch.RecordCount).Select(i => batch.FirstSequence + i)];
        long reached = batch.Epoch == last.Value.Epoch ? last.Value.Sequence : -1;
        int there = sequences.Count(sequence => sequence <= reached);
        return there == sequences.Length ? (Admission.Duplicate, 0)
            : sequences[0] > reached + 1 ? (Admission.OutOfOrder, 0)
            : (batch.Epoch > last.Value.Epoch ? Admission.NewEpoch : Admission.Append, there);
    }

    private static (Guid Producer, int Epoch, long Sequence)? Last(List<(Guid Producer, int Epoch, long Sequence)> file, Guid producer)
    {
        int at = file.FindLastIndex(line => line.Producer == producer);
        return at < 0 ? null : file[at];
    }

    private static RecordBatch Batch(long first, int count, int epoch = 0) => Batch(Producer, first, count, epoch);

    private static RecordBatch Batch(Guid producer, long first, int count, int epoch = 0) => new(producer, epoch, first, count, default);

    private void Fill(int producers)
    {
        for (int i = 0; i < producers; i++)
        {
            _ledger.Advance(Batch(Guid.NewGuid(), first: 0, count: 1));
        }
    }
}
