using System.Buffers.Binary;

namespace LogActors;

/// <summary>A property's value. Ask for it by the accessor that fits <see cref="Kind"/>.</summary>
public readonly ref struct RecordValue
{
    private readonly long _number;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _depth;

    private RecordValue(RecordValueKind kind, long number, ReadOnlySpan<byte> bytes = default, int depth = 0)
    {
        Kind = kind;
        _number = number;
        _bytes = bytes;
        _depth = depth;
    }

    /// <summary>The value's type. A kind from 0x80 up comes from a newer version: <see cref="Bytes"/> has its content.</summary>
    public RecordValueKind Kind { get; }

    /// <summary>The value of an <see cref="RecordValueKind.Integer"/>.</summary>
    public long Integer => _number;

    /// <summary>The value of an <see cref="RecordValueKind.Unsigned"/>.</summary>
    public ulong Unsigned => (ulong)_number;

    /// <summary>The value of a <see cref="RecordValueKind.Double"/>.</summary>
    public double Double => BitConverter.Int64BitsToDouble(_number);

    /// <summary>The value of a <see cref="RecordValueKind.Single"/>.</summary>
    public float Single => BitConverter.Int32BitsToSingle((int)_number);

    /// <summary>The content of a <see cref="RecordValueKind.Text"/>, as UTF-8.</summary>
    public ReadOnlySpan<byte> Text => _bytes;

    /// <summary>The content of <see cref="RecordValueKind.Bytes"/>, and of kinds that this version does not know.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The value of a <see cref="RecordValueKind.Guid"/>.</summary>
    public Guid Guid => new(_bytes);

    /// <summary>The value of a <see cref="RecordValueKind.Date"/>; within the type's range.</summary>
    public DateOnly Date => DateOnly.FromDayNumber((int)Math.Clamp(_number, 0, DateOnly.MaxValue.DayNumber));

    /// <summary>The value of a <see cref="RecordValueKind.Time"/>; within the type's range.</summary>
    public TimeOnly Time => new(Math.Clamp(_number, 0, TimeOnly.MaxValue.Ticks));

    /// <summary>The value of a <see cref="RecordValueKind.Duration"/>.</summary>
    public TimeSpan Duration => new(_number);

    /// <summary>The value of a <see cref="RecordValueKind.DateTime"/>; within the type's range.</summary>
    public DateTime DateTime
    {
        get
        {
            long ticks = Math.Min(_number & 0x3FFF_FFFF_FFFF_FFFF, DateTime.MaxValue.Ticks);
            int kind = (int)((ulong)_number >> 62);
            return new DateTime(ticks, kind <= 2 ? (DateTimeKind)kind : DateTimeKind.Unspecified);
        }
    }

    /// <summary>The value of a <see cref="RecordValueKind.DateTimeOffset"/>; within the type's range.</summary>
    public DateTimeOffset DateTimeOffset
    {
        get
        {
            TimeSpan offset = TimeSpan.FromMinutes(Math.Clamp((int)BinaryPrimitives.ReadInt16LittleEndian(_bytes[8..]), -14 * 60, 14 * 60));
            long local = Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(_bytes), 0, DateTime.MaxValue.Ticks);
            return new DateTimeOffset(Math.Clamp(local, Math.Max(0, offset.Ticks), DateTime.MaxValue.Ticks + Math.Min(0, offset.Ticks)), offset);
        }
    }

    /// <summary>The value of a <see cref="RecordValueKind.Decimal"/>; zero if its bytes are not a decimal.</summary>
    public decimal Decimal
    {
        get
        {
            Span<int> bits = stackalloc int[4];
            for (int i = 0; i < bits.Length; i++)
            {
                bits[i] = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(i * 4)..]);
            }

            bool valid = (bits[3] & 0x7F00_FFFF) == 0 && ((bits[3] >> 16) & 0xFF) <= 28;
            return valid ? new decimal(bits) : 0m;
        }
    }

    /// <summary>Walks the values of a <see cref="RecordValueKind.List"/>.</summary>
    public ListReader List => new(_bytes, _depth);

    /// <summary>Walks the pairs of a <see cref="RecordValueKind.Map"/>.</summary>
    public RecordProperties Map => new(_bytes, 0, -1, _depth);

    // The depth is that of the list or map around the value, 0 for none. It is checked so that whoever walks values may recurse.
    internal static RecordValue Read(scoped ref RecordCursor cursor, int depth) => Read(ref cursor, (RecordValueKind)cursor.Byte(), depth);

    internal static RecordValue Read(scoped ref RecordCursor cursor, RecordValueKind kind, int depth)
    {
        switch (kind)
        {
            case RecordValueKind.Null or RecordValueKind.True or RecordValueKind.False:
                return new RecordValue(kind, 0);
            case RecordValueKind.Integer or RecordValueKind.Date or RecordValueKind.Time or RecordValueKind.Duration:
                return new RecordValue(kind, cursor.Zigzag());
            case RecordValueKind.Unsigned:
                return new RecordValue(kind, (long)cursor.Varint());
            case RecordValueKind.Double or RecordValueKind.DateTime:
                return new RecordValue(kind, cursor.Int64());
            case RecordValueKind.Single:
                return new RecordValue(kind, BinaryPrimitives.ReadInt32LittleEndian(cursor.Bytes(4)));
            case RecordValueKind.DateTimeOffset:
                return new RecordValue(kind, 0, cursor.Bytes(10));
            case RecordValueKind.Decimal or RecordValueKind.Guid:
                return new RecordValue(kind, 0, cursor.Bytes(16));
            case RecordValueKind.Text or RecordValueKind.Bytes:
                return new RecordValue(kind, 0, cursor.Text());
            case RecordValueKind.List or RecordValueKind.Map when depth >= RecordFormat.MaxDepth:
                throw new RecordFormatException($"Lists and maps are nested more than {RecordFormat.MaxDepth} deep.");
            case RecordValueKind.List or RecordValueKind.Map:
                return new RecordValue(kind, 0, cursor.Container(), depth + 1);
            default:
                return new RecordValue(kind, 0, cursor.NewerKind(kind));
        }
    }

    /// <summary>Walks the values of a list. Allocates nothing.</summary>
    public ref struct ListReader
    {
        private readonly int _depth;
        private RecordCursor _cursor;

        internal ListReader(ReadOnlySpan<byte> bytes, int depth)
        {
            _cursor = new RecordCursor(bytes, 0);
            _depth = depth;
        }

        /// <summary>The value that <see cref="MoveNext"/> found.</summary>
        public RecordValue Current { get; private set; }

        /// <summary>Goes to the next value.</summary>
        /// <exception cref="RecordFormatException">A length runs over the end, or a value kind or the depth is out of range.</exception>
        public bool MoveNext()
        {
            if (_cursor.AtEnd)
            {
                return false;
            }

            Current = RecordValue.Read(ref _cursor, _depth);
            return true;
        }
    }
}
