namespace LogActors;

/// <summary>Records of one producer for one log file, sent in one call.</summary>
/// <remarks>
/// Written by <see cref="RecordBatchCodec"/>, byte by byte as <c>docs/format.md</c> says. The sender owns the memory of <see cref="Records"/> and leaves it
/// alone until a call with it has <em>succeeded</em>: after a time-out the runtime may still hold it. On the receiving side the memory is rented, and
/// <see cref="Release"/> gives it back. Not thread-safe.
/// </remarks>
[Immutable, Alias("logactors.RecordBatch")]
public sealed class RecordBatch
{
    private byte[]? _rented;

    /// <summary>Makes a batch over memory that the caller owns.</summary>
    public RecordBatch(Guid producerId, int epoch, long firstSequence, int recordCount, ReadOnlyMemory<byte> records)
    {
        ProducerId = producerId;
        Epoch = epoch;
        FirstSequence = firstSequence;
        RecordCount = recordCount;
        Records = records;
    }

    internal RecordBatch(Guid producerId, int epoch, long firstSequence, int recordCount, byte[] rented, int length)
        : this(producerId, epoch, firstSequence, recordCount, rented.AsMemory(0, length)) => _rented = rented;

    /// <summary>Who sends: one id for each process start.</summary>
    public Guid ProducerId { get; }

    /// <summary>Counts the producer's fresh starts within one process: sequences begin at 0 again in each. From 0.</summary>
    public int Epoch { get; }

    /// <summary>Whether the batch before it had no answer yet when this one was sent: a silo that has not heard of the producer must not begin with it.</summary>
    public bool IsAhead { get; init; }

    /// <summary>The sequence number of the first record; a repeat carries the same.</summary>
    public long FirstSequence { get; }

    /// <summary>How many records <see cref="Records"/> holds, at least 1. Checked by the silo.</summary>
    public int RecordCount { get; }

    /// <summary>The payload: magic, checksum and entries; at most <see cref="RecordFormat.MaxBatchBytes"/> bytes. Empty if a longer one arrived.</summary>
    public ReadOnlyMemory<byte> Records { get; private set; }

    /// <summary>The bytes of memory that the payload holds on to, which are up to twice as many as it has where they are rented.</summary>
    internal int HeldBytes => _rented?.Length ?? Records.Length;

    /// <summary>Gives rented memory back; <see cref="Records"/> is empty from then on. Does nothing on the sending side.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            Records = default;
            RecordBatchCodec.Pool.Return(rented);
        }
    }
}
