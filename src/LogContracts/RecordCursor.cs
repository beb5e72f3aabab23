using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace LogActors;

/// <summary>Reads the primitives of the record format from a span, and throws <see cref="RecordFormatException"/> where they run over its end.</summary>
/// <remarks>A value type that allocates nothing; not thread-safe.</remarks>
internal ref struct RecordCursor(ReadOnlySpan<byte> bytes, int start)
{
    private const int MaxVarintBytes = 10;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; } = start;

    public readonly bool AtEnd => Position >= _bytes.Length;

    public byte Byte()
    {
        if (AtEnd)
        {
            throw Ran("1 byte");
        }

        return _bytes[Position++];
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - Position))
        {
            throw Ran($"{(uint)count} bytes");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    public ReadOnlySpan<byte> Text() => Bytes(Length());

    public int Length()
    {
        ulong length = Varint();
        return length <= int.MaxValue ? (int)length : throw Ran($"{length} bytes");
    }

    public int Count(int max, string what)
    {
        ulong count = Varint();
        return count <= (ulong)max ? (int)count : throw new RecordFormatException($"{count} {what} at byte {Position}; the limit is {max}.");
    }

    public ReadOnlySpan<byte> Container()
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));
        return Bytes((int)Math.Min(length, int.MaxValue));
    }

    public long Zigzag()
    {
        ulong value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    // Most are of one byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        int position = Position;
        ReadOnlySpan<byte> bytes = _bytes;
        if ((uint)position < (uint)bytes.Length && bytes[position] < 0x80)
        {
            Position = position + 1;
            return bytes[position];
        }

        return LongVarint();
    }

    private ulong LongVarint()
    {
        int length = ShortVarint.TryRead(_bytes, Position, out ulong value);
        if (length == 0)
        {
            return AnyVarint();
        }

        Position += length;
        return value;
    }

    private ulong AnyVarint()
    {
        ReadOnlySpan<byte> rest = _bytes[Math.Min(Position, _bytes.Length)..];
        ulong value = 0;
        for (int i = 0; i < MaxVarintBytes; i++)
        {
            if (i == rest.Length)
            {
                Position += i;
                throw Ran("1 byte");
            }

            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] < 0x80)
            {
                Position += i + 1;
                return value;
            }
        }

        Position += MaxVarintBytes;
        throw new RecordFormatException($"A varint that ends at byte {Position} is longer than 10 bytes.");
    }

    /// <summary>Skips as many values.</summary>
    public void SkipValues(int count)
    {
        ReadOnlySpan<byte> bytes = _bytes;
        int position = Position;                                // in a register, unlike the property
        for (; count > 0; count--)
        {
            int length = LengthOfUsual(bytes, position);
            if (length > 0 && length <= bytes.Length - position)
            {
                position += length;
                continue;
            }

            Position = position;
            SkipValue();
            position = Position;
        }

        Position = position;
    }

    public void SkipValue()
    {
        RecordValueKind kind = (RecordValueKind)Byte();
        switch (kind)
        {
            case RecordValueKind.Null or RecordValueKind.True or RecordValueKind.False:
                break;
            case RecordValueKind.Integer or RecordValueKind.Unsigned or RecordValueKind.Date or RecordValueKind.Time or RecordValueKind.Duration:
                Varint();
                break;
            case RecordValueKind.Single:
                Bytes(4);
                break;
            case RecordValueKind.Double or RecordValueKind.DateTime:
                Bytes(8);
                break;
            case RecordValueKind.DateTimeOffset:
                Bytes(10);
                break;
            case RecordValueKind.Decimal or RecordValueKind.Guid:
                Bytes(16);
                break;
            case RecordValueKind.Text or RecordValueKind.Bytes:
                Text();
                break;
            case RecordValueKind.List or RecordValueKind.Map:
                Container();
                break;
            default:
                NewerKind(kind);
                break;
        }
    }

    // Of a value that most records have, and that is whole if it ends within the bytes; 0 of others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LengthOfUsual(ReadOnlySpan<byte> bytes, int position)
    {
        if (bytes.Length - position < 2)
        {
            return 0;
        }

        switch ((RecordValueKind)bytes[position])
        {
            case RecordValueKind.Integer:
                int last = position + 1;
                while (last < bytes.Length && bytes[last] >= 0x80)
                {
                    last++;
                }

                return last - position <= MaxVarintBytes ? last + 1 - position : 0;
            case RecordValueKind.Text when bytes[position + 1] < 0x80:
                return 2 + bytes[position + 1];
            case RecordValueKind.Double:
                return 1 + sizeof(double);
            case RecordValueKind.True or RecordValueKind.False or RecordValueKind.Null:
                return 1;
            default:
                return 0;
        }
    }

    public ReadOnlySpan<byte> NewerKind(RecordValueKind kind)
    {
        if ((byte)kind < 0x80)
        {
            throw new RecordFormatException($"The value kind {(byte)kind} at byte {Position - 1} is not defined.");
        }

        return Text();
    }

    private readonly RecordFormatException Ran(string wanted) =>
        new($"{wanted} expected at byte {Position}, but only {_bytes.Length - Position} follow.");
}
