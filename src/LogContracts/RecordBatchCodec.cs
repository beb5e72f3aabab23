using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace LogActors;

/// <summary>Writes a <see cref="RecordBatch"/> as one length-prefixed field and reads it into rented memory, so that neither side allocates for the payload.</summary>
/// <remarks>
/// Layout, little endian: producer id (16), epoch (4, the highest bit of which is <see cref="RecordBatch.IsAhead"/>), first sequence (8), record count (4), payload. A payload longer than
/// <see cref="RecordFormat.MaxBatchBytes"/> is skipped and arrives empty, so that the grain can refuse it by a receipt instead of the connection breaking.
/// Stateless and thread-safe.
/// </remarks>
[RegisterSerializer]
public sealed class RecordBatchCodec : IFieldCodec<RecordBatch>
{
    private const int HeaderBytes = 32;
    private const int PooledOfEachSize = 128;
    private const int AheadBit = int.MinValue;

    /// <summary>The memory of batches on the receiving side. The shared pool keeps few of the long ones: under load the rest would be allocated again each time, and garbage of that size is collected late.
    /// Sizes are powers of two up to 1 MiB, so that the pool holds 256 MiB at most.</summary>
    internal static ArrayPool<byte> Pool { get; } = ArrayPool<byte>.Create(RecordFormat.MaxBatchBytes, PooledOfEachSize);

    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] RecordBatch value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
        {
            return;
        }

        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(RecordBatch), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)(HeaderBytes + value.Records.Length));

        Span<byte> header = stackalloc byte[HeaderBytes];
        value.ProducerId.TryWriteBytes(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], value.Epoch | (value.IsAhead ? AheadBit : 0));
        BinaryPrimitives.WriteInt64LittleEndian(header[20..], value.FirstSequence);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], value.RecordCount);
        writer.Write(header);
        writer.Write(value.Records.Span);
    }

    /// <inheritdoc/>
    [return: MaybeNull]
    public RecordBatch ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
        {
            return ReferenceCodec.ReadReference<RecordBatch, TInput>(ref reader, field);
        }

        field.EnsureWireType(WireType.LengthPrefixed);
        uint placeholder = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        uint length = reader.ReadVarUInt32();
        if (length < HeaderBytes)
        {
            throw new RecordFormatException($"A record batch of {length} bytes is shorter than its header of {HeaderBytes} bytes.");
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        reader.ReadBytes(header);
        RecordBatch batch = ReadPayload(ref reader, header, (int)Math.Min(length - HeaderBytes, int.MaxValue));
        ReferenceCodec.RecordObject(reader.Session, batch, placeholder);
        return batch;
    }

    private static RecordBatch ReadPayload<TInput>(ref Reader<TInput> reader, scoped ReadOnlySpan<byte> header, int length)
    {
        Guid producerId = new(header[..16]);
        int epochAndAhead = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        (int epoch, bool ahead) = (epochAndAhead & ~AheadBit, (epochAndAhead & AheadBit) != 0);
        long firstSequence = BinaryPrimitives.ReadInt64LittleEndian(header[20..]);
        int recordCount = BinaryPrimitives.ReadInt32LittleEndian(header[28..]);
        if (length > RecordFormat.MaxBatchBytes)
        {
            reader.Skip(length);
            return new RecordBatch(producerId, epoch, firstSequence, recordCount, ReadOnlyMemory<byte>.Empty) { IsAhead = ahead };
        }

        byte[] rented = Pool.Rent(length);
        reader.ReadBytes(rented.AsSpan(0, length));
        return new RecordBatch(producerId, epoch, firstSequence, recordCount, rented, length) { IsAhead = ahead };
    }
}
