using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace LogActors;

/// <summary>Reads the records of a batch's payload, in order.</summary>
/// <remarks>
/// <c>foreach (ref readonly LogRecord record in new RecordReader(payload, shapes))</c> allocates nothing. Checks magic, checksum and every length before it follows it;
/// does not check that texts are valid UTF-8. What lists, maps and scopes contain is checked by the one who walks them. Not thread-safe.
/// </remarks>
public ref struct RecordReader
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ShapeTable _shapes;
    private RecordCursor _cursor;
    private LogRecord _current;

    /// <summary>Makes a reader in front of the first record.</summary>
    /// <param name="payload">A whole payload.</param>
    /// <param name="shapes">Cleared and then filled with the payload's shapes; for use by one reader at a time.</param>
    /// <exception cref="RecordFormatException">Magic or checksum is wrong.</exception>
    public RecordReader(ReadOnlySpan<byte> payload, ShapeTable shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        _payload = payload;
        _shapes = shapes;
        _cursor = new RecordCursor(payload, RecordFormat.HeaderBytes);
        _current = new LogRecord(payload, shapes);
        shapes.Clear();
        CheckHeader(payload);
    }

    /// <summary>The record that <see cref="MoveNext"/> found. Its spans point into the payload. Another one after the next call.</summary>
    [UnscopedRef]
    public readonly ref readonly LogRecord Current => ref _current;

    /// <summary>Makes the reader its own enumerator.</summary>
    public readonly RecordReader GetEnumerator() => this;

    /// <summary>Goes to the next record.</summary>
    /// <returns><see langword="false"/> at the payload's end.</returns>
    /// <exception cref="RecordFormatException">A length, count, id or value kind does not fit; the records before it were whole.</exception>
    public bool MoveNext()
    {
        while (!_cursor.AtEnd)
        {
            int length = _cursor.Length();
            if (length is < 1 or > RecordFormat.MaxEntryBytes)
            {
                throw new RecordFormatException($"The entry before byte {_cursor.Position} claims {length} bytes; it may have 1 to {RecordFormat.MaxEntryBytes}.");
            }

            int start = _cursor.Position;
            _cursor.Bytes(length);
            RecordCursor entry = new(_payload[..(start + length)], start);
            switch (entry.Byte())
            {
                case RecordFormat.ShapeKind when length > RecordFormat.MaxShapeBytes:
                    throw new RecordFormatException($"The shape before byte {start + length} has {length} bytes; the limit is {RecordFormat.MaxShapeBytes}.");
                case RecordFormat.ShapeKind:
                    _shapes.Add(ref entry);
                    break;
                case RecordFormat.RecordKind:
                    _current.Read(ref entry);
                    return true;
                case RecordFormat.ResourceKind:
                    CheckPlace(start, length);
                    _current.ReadResource(ref entry);
                    break;
                default:
                    break;                                      // from a newer version
            }
        }

        return false;
    }

    // A record has a shape in front of it: so what stands before the first shape stands before all records.
    private readonly void CheckPlace(int start, int length)
    {
        string? rule = length > RecordFormat.MaxResourceBytes ? $"has {length} bytes; the limit is {RecordFormat.MaxResourceBytes}."
            : !_shapes.IsEmpty ? "stands behind a shape; it belongs before the first one."
            : _current.HasResource ? "is the second one of its payload; there may be one."
            : null;
        if (rule is not null)
        {
            throw new RecordFormatException($"The resource at byte {start} {rule}");
        }
    }

    private static void CheckHeader(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < RecordFormat.HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(payload) != RecordFormat.Magic)
        {
            throw new RecordFormatException("The payload does not begin with \"LAB1\".");
        }

        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]);
        uint actual = Crc32C.Compute(payload[RecordFormat.HeaderBytes..]);
        if (stated != actual)
        {
            throw new RecordFormatException($"The payload's checksum is {actual:x8}, but it states {stated:x8}.");
        }
    }
}
