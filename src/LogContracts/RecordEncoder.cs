using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace LogActors;

/// <summary>Writes one record's body, member by member, in the order of <c>docs/format.md</c>: <see cref="Begin"/>, message, values, trace, exception, scopes.</summary>
/// <remarks>
/// Not thread-safe; reused from record to record, so that it allocates nothing once its buffer has grown. Text beyond the byte limit is cut at a
/// character's boundary and ends in <c>…[+N bytes]</c>. Broken UTF-16 becomes U+FFFD.
/// </remarks>
public sealed class RecordEncoder
{
    private const int HeadOffset = 1;                            // the byte with level and flags; a flag is set when its member follows
    private const int ShrinkAboveBytes = 1024 * 1024;

    private byte[] _buffer = new byte[1024];
    private int _length;
    private int _maxBytes;
    private int _depth;

    /// <summary>The record so far: kind and body, without the entry's length. Valid until the next call of <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Starts a record and forgets the last one.</summary>
    /// <param name="shapeId">The id of its <see cref="RecordShape"/>.</param>
    /// <param name="utcTicks">When it was logged, as UTC <see cref="DateTime.Ticks"/>.</param>
    /// <param name="level">0 (Trace) to 5 (Critical); others become the nearest of these.</param>
    /// <param name="maxRecordBytes">
    /// How many bytes the record may take before its texts are cut: 256 to <see cref="RecordFormat.MaxRecordBytes"/>, which is taken for more. Each call
    /// that writes a member adds at most 28 bytes above it.
    /// </param>
    public void Begin(int shapeId, long utcTicks, int level, int maxRecordBytes)
    {
        if (_buffer.Length > ShrinkAboveBytes)
        {
            _buffer = new byte[1024];
        }

        _maxBytes = Math.Min(maxRecordBytes, RecordFormat.MaxRecordBytes);
        _length = 0;
        _depth = 0;
        Reserve(16);
        _buffer[_length++] = RecordFormat.RecordKind;
        _buffer[_length++] = (byte)Math.Clamp(level, 0, 5);          // anything else would set flags, and the reader would refuse the batch
        WriteVarint((uint)shapeId);
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_length), utcTicks);
        _length += sizeof(long);
    }

    /// <summary>Writes the rendered message.</summary>
    public void Message(ReadOnlySpan<char> message) => Text(message);

    /// <summary>Says, in place of <see cref="Message"/>, that the message is the shape's template with the values in place of its holes; see <see cref="PlainTemplate"/>.</summary>
    public void MessageFromTemplate()
    {
        _buffer[HeadOffset] |= RecordFormat.IsFromTemplate;
        WriteVarint(0);                                         // an empty message, for readers that do not know the flag
    }

    /// <summary>Writes trace id (16 bytes), span id (8 bytes) and trace flags.</summary>
    public void Trace(ReadOnlySpan<byte> traceId, ReadOnlySpan<byte> spanId, byte flags)
    {
        _buffer[HeadOffset] |= RecordFormat.HasTrace;
        Reserve(25);
        traceId[..16].CopyTo(_buffer.AsSpan(_length));
        spanId[..8].CopyTo(_buffer.AsSpan(_length + 16));
        _buffer[_length + 24] = flags;
        _length += 25;
    }

    /// <summary>Writes an exception: the name of its type, and all of it as text, which may have several lines.</summary>
    public void Exception(ReadOnlySpan<char> type, ReadOnlySpan<char> text)
    {
        _buffer[HeadOffset] |= RecordFormat.HasException;
        Text(type);
        Text(text);
    }

    /// <summary>Starts the scopes, outermost first; <see cref="ScopeText"/> and <see cref="BeginScopeProperties"/> follow, <see cref="EndScopes"/> ends them.</summary>
    /// <returns>A mark for <see cref="EndScopes"/>.</returns>
    public int BeginScopes()
    {
        _buffer[HeadOffset] |= RecordFormat.HasScopes;
        return BeginLength();
    }

    /// <summary>Starts one scope by its text; <c>""</c> if it has properties only.</summary>
    public void ScopeText(ReadOnlySpan<char> text) => Text(text);

    /// <summary>Says how many properties the scope has; pairs of <see cref="Name"/> and value follow.</summary>
    /// <param name="count">0 to <see cref="RecordFormat.MaxProperties"/>.</param>
    public void BeginScopeProperties(int count) => WriteVarint((uint)count);

    /// <summary>Ends the scopes that <paramref name="mark"/> began.</summary>
    public void EndScopes(int mark) => EndLength(mark);

    /// <summary>Writes a property's name, in a scope or a map.</summary>
    public void Name(ReadOnlySpan<char> name) => Text(name);

    /// <summary>Writes no value.</summary>
    public void Null() => Tag(RecordValueKind.Null);

    /// <summary>Writes a <see cref="bool"/>.</summary>
    public void Value(bool value) => Tag(value ? RecordValueKind.True : RecordValueKind.False);

    /// <summary>Writes a signed integer.</summary>
    public void Value(long value) => Zigzag(RecordValueKind.Integer, value);

    /// <summary>Writes an unsigned integer.</summary>
    public void Value(ulong value)
    {
        if (value <= long.MaxValue)
        {
            Value((long)value);
            return;
        }

        Tag(RecordValueKind.Unsigned);
        WriteVarint(value);
    }

    /// <summary>Writes a <see cref="double"/>.</summary>
    public void Value(double value)
    {
        Tag(RecordValueKind.Double);
        BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);
    }

    /// <summary>Writes a <see cref="float"/>.</summary>
    public void Value(float value)
    {
        Tag(RecordValueKind.Single);
        BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);
    }

    /// <summary>Writes a <see cref="decimal"/>.</summary>
    public void Value(decimal value)
    {
        Tag(RecordValueKind.Decimal);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Span<byte> output = Take(16);
        for (int i = 0; i < bits.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(output[(i * 4)..], bits[i]);
        }
    }

    /// <summary>Writes a text value.</summary>
    public void Value(ReadOnlySpan<char> value)
    {
        Tag(RecordValueKind.Text);
        Text(value);
    }

    /// <summary>Writes a <see cref="System.Guid"/>.</summary>
    public void Value(Guid value)
    {
        Tag(RecordValueKind.Guid);
        value.TryWriteBytes(Take(16));
    }

    /// <summary>Writes a <see cref="DateTime"/> with its kind.</summary>
    public void Value(DateTime value)
    {
        Tag(RecordValueKind.DateTime);
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), value.Ticks | ((long)value.Kind << 62));
    }

    /// <summary>Writes a <see cref="DateTimeOffset"/> with its offset.</summary>
    public void Value(DateTimeOffset value)
    {
        Tag(RecordValueKind.DateTimeOffset);
        Span<byte> output = Take(10);
        BinaryPrimitives.WriteInt64LittleEndian(output, value.Ticks);
        BinaryPrimitives.WriteInt16LittleEndian(output[8..], (short)value.TotalOffsetMinutes);
    }

    /// <summary>Writes a <see cref="DateOnly"/>.</summary>
    public void Value(DateOnly value) => Zigzag(RecordValueKind.Date, value.DayNumber);

    /// <summary>Writes a <see cref="TimeOnly"/>.</summary>
    public void Value(TimeOnly value) => Zigzag(RecordValueKind.Time, value.Ticks);

    /// <summary>Writes a <see cref="TimeSpan"/>.</summary>
    public void Value(TimeSpan value) => Zigzag(RecordValueKind.Duration, value.Ticks);

    /// <summary>Writes bytes, cut without a marker if they do not fit.</summary>
    public void Value(ReadOnlySpan<byte> value)
    {
        Tag(RecordValueKind.Bytes);
        ReadOnlySpan<byte> kept = value[..Math.Min(value.Length, Remaining)];
        WriteVarint((uint)kept.Length);
        kept.CopyTo(Take(kept.Length));
    }

    /// <summary>Starts a list (values follow) or a map (pairs of <see cref="Name"/> and value follow).</summary>
    /// <returns>A mark for <see cref="EndContainer"/>.</returns>
    /// <exception cref="InvalidOperationException"><see cref="RecordFormat.MaxDepth"/> lists and maps are open: the reader would refuse the batch.</exception>
    public int BeginContainer(RecordValueKind kind)
    {
        Debug.Assert(kind is RecordValueKind.List or RecordValueKind.Map, "Only lists and maps contain values.");
        if (_depth == RecordFormat.MaxDepth)
        {
            throw new InvalidOperationException($"Lists and maps may be nested {RecordFormat.MaxDepth} deep.");
        }

        _depth++;
        Tag(kind);
        return BeginLength();
    }

    /// <summary>Ends the list or map that <paramref name="mark"/> began.</summary>
    public void EndContainer(int mark)
    {
        _depth--;
        EndLength(mark);
    }

    private int Remaining => Math.Max(0, _maxBytes - _length);

    private void Tag(RecordValueKind kind)
    {
        Reserve(1);
        _buffer[_length++] = (byte)kind;
    }

    private void Zigzag(RecordValueKind kind, long value)
    {
        Tag(kind);
        WriteVarint((ulong)((value << 1) ^ (value >> 63)));
    }

    private int BeginLength()
    {
        Take(sizeof(uint)).Clear();
        return _length;
    }

    private void EndLength(int mark) =>
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(mark - sizeof(uint)), _length - mark);

    // The length in front is a varint whose size depends on the bytes that follow. Most text is ASCII, where bytes and
    // characters are equally many: space for that many is left, and the text moved up in the rare case that it needs more.
    private void Text(ReadOnlySpan<char> text)
    {
        if (text.Length > Remaining || (text.Length * 3 > Remaining && Encoding.UTF8.GetByteCount(text) > Remaining))
        {
            CutText(text);
            return;
        }

        Reserve(5 + (text.Length * 3));
        int guess = RecordFormat.VarintBytes((uint)text.Length);
        Utf8.FromUtf16(text, _buffer.AsSpan(_length + guess), out _, out int bytes);
        int needed = RecordFormat.VarintBytes((uint)bytes);
        if (needed != guess)
        {
            _buffer.AsSpan(_length + guess, bytes).CopyTo(_buffer.AsSpan(_length + needed));
        }

        WriteVarint((uint)bytes);
        _length += bytes;
    }

    private void CutText(ReadOnlySpan<char> text)
    {
        const int MaxLengthBytes = 5;
        int limit = Remaining;
        Reserve(MaxLengthBytes + limit + RecordFormat.MaxCutMarkerBytes);
        Span<byte> kept = _buffer.AsSpan(_length + MaxLengthBytes);
        Utf8.FromUtf16(text, kept[..limit], out int read, out int written);
        written += RecordFormat.WriteCutMarker(kept[written..], CountBytes(text[read..]));
        kept[..written].CopyTo(_buffer.AsSpan(_length + RecordFormat.VarintBytes((uint)written)));
        WriteVarint((uint)written);
        _length += written;
    }

    // Encoding.GetByteCount counts in an int, which a text of more than 700 million characters can exceed. Any split counts the same, except one
    // within a surrogate pair.
    private static long CountBytes(ReadOnlySpan<char> text)
    {
        const int BlockChars = 1024 * 1024;
        long bytes = 0;
        while (text.Length > BlockChars)
        {
            int taken = char.IsHighSurrogate(text[BlockChars - 1]) ? BlockChars - 1 : BlockChars;
            bytes += Encoding.UTF8.GetByteCount(text[..taken]);
            text = text[taken..];
        }

        return bytes + Encoding.UTF8.GetByteCount(text);
    }

    private void WriteVarint(ulong value)
    {
        Reserve(10);
        if (value < 0x80)
        {
            _buffer[_length++] = (byte)value;
            return;
        }

        _length += RecordFormat.WriteVarint(_buffer.AsSpan(_length), value);
    }

    private Span<byte> Take(int bytes)
    {
        Reserve(bytes);
        Span<byte> taken = _buffer.AsSpan(_length, bytes);
        _length += bytes;
        return taken;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
