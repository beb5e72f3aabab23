using System.Buffers.Binary;
using System.Text;

namespace LogActors;

/// <summary>Builds the frames of a journal in memory that is used again.</summary>
/// <remarks>Not thread-safe. <see cref="Header"/>, <see cref="Group"/> and <see cref="Mark"/> give a frame that is valid until the next call.</remarks>
internal sealed class FrameBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Header(JournalHeader header)
    {
        Begin(FrameKind.Header);
        Add(JournalFormat.Magic);
        Add(header.Epoch);
        Add(header.SegmentNumber);
        Add(header.Start);
        Add(header.VoidFrom ?? JournalFormat.NothingVoid);
        Add(header.PeriodStart.ToUnixTimeTicks());
        Add(header.Segment ?? "");
        Add(header.Previous ?? "");
        Add(header.Producers);
        return End();
    }

    public ReadOnlySpan<byte> Group(long number, long start, int length, uint checksum, IReadOnlyList<ProducerState> producers)
    {
        Begin(FrameKind.Group);
        Add(number);
        Add(start);
        Add((uint)length);
        Add(checksum);
        Add(producers);
        return End();
    }

    /// <summary>A frame that names an offset of the segment, and of the journal.</summary>
    public ReadOnlySpan<byte> Mark(FrameKind kind, long offset, long journalOffset)
    {
        Begin(kind);
        Add(offset);
        Add(journalOffset);
        return End();
    }

    private void Begin(FrameKind kind)
    {
        _length = FrameFormat.HeadSize;
        _bytes[FrameFormat.LengthSize] = (byte)kind;
    }

    private ReadOnlySpan<byte> End()
    {
        Room(sizeof(uint));
        FrameFormat.Seal(_bytes.AsSpan(0, _length));
        return _bytes.AsSpan(0, _length);
    }

    private void Add(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);

    private void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), value);

    private void Add(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        Add((uint)bytes);
        Encoding.UTF8.GetBytes(text, Room(bytes));
    }

    private void Add(IReadOnlyList<ProducerState> producers)
    {
        Add((uint)producers.Count);
        for (int i = 0; i < producers.Count; i++)
        {
            ProducerState producer = producers[i];
            Span<byte> at = Room(JournalFormat.ProducerSize);
            producer.Id.TryWriteBytes(at);
            BinaryPrimitives.WriteInt32LittleEndian(at[16..], producer.Epoch);
            BinaryPrimitives.WriteInt64LittleEndian(at[20..], producer.Next);
        }
    }

    private Span<byte> Room(int bytes)
    {
        if (_length + bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes));
        }

        Span<byte> room = _bytes.AsSpan(_length, bytes);
        _length += bytes;
        return room;
    }
}
