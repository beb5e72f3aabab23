using System.Buffers.Binary;
using System.Diagnostics;

namespace LogActors;

/// <summary>Writes one record's body, member by member, in the order of <c>docs/format.md</c>: <see cref="Begin"/>, message, values, trace, exception, scopes.</summary>
/// <remarks>
/// Not thread-safe; reused from record to record, so that it allocates nothing once its buffer has grown. Text beyond the byte limit is cut at a
/// character's boundary and ends in <c>…[+N bytes]</c>. Broken UTF-16 becomes U+FFFD.
/// </remarks>
public sealed class RecordEncoder
{
    private const int HeadOffset = 1;                            // the byte with level and flags; a flag is set when its member follows
    private const int HeadBytes = 2;

    private readonly RecordBytes _bytes = new();
    private int _depth;

    /// <summary>The record so far: kind and body, without the entry's length. Valid until the next call of <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> Written => _bytes.Written;

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
        _depth = 0;
        Span<byte> head = _bytes.Begin(Math.Min(maxRecordBytes, RecordFormat.MaxRecordBytes), HeadBytes);
        head[0] = RecordFormat.RecordKind;
        head[HeadOffset] = (byte)Math.Clamp(level, 0, 5);            // anything else would set flags, and the reader would refuse the batch
        _bytes.Varint((uint)shapeId);
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.Take(sizeof(long)), utcTicks);
    }

    /// <summary>Writes the rendered message.</summary>
    public void Message(ReadOnlySpan<char> message) => _bytes.Text(message);

    /// <summary>Says, in place of <see cref="Message"/>, that the message is the shape's template with the values in place of its holes; see <see cref="PlainTemplate"/>.</summary>
    public void MessageFromTemplate()
    {
        _bytes.Set(HeadOffset, RecordFormat.IsFromTemplate);
        _bytes.Varint(0);                                         // an empty message, for readers that do not know the flag
    }

    /// <summary>Writes trace id (16 bytes), span id (8 bytes) and trace flags.</summary>
    public void Trace(ReadOnlySpan<byte> traceId, ReadOnlySpan<byte> spanId, byte flags)
    {
        _bytes.Set(HeadOffset, RecordFormat.HasTrace);
        Span<byte> output = _bytes.Take(25);
        traceId[..16].CopyTo(output);
        spanId[..8].CopyTo(output[16..]);
        output[24] = flags;
    }

    /// <summary>Writes an exception: the name of its type, and all of it as text, which may have several lines.</summary>
    public void Exception(ReadOnlySpan<char> type, ReadOnlySpan<char> text)
    {
        _bytes.Set(HeadOffset, RecordFormat.HasException);
        _bytes.Text(type);
        _bytes.Text(text);
    }

    /// <summary>Starts the scopes, outermost first; <see cref="ScopeText"/> and <see cref="BeginScopeProperties"/> follow, <see cref="EndScopes"/> ends them.</summary>
    /// <returns>A mark for <see cref="EndScopes"/>.</returns>
    public int BeginScopes()
    {
        _bytes.Set(HeadOffset, RecordFormat.HasScopes);
        return _bytes.BeginLength();
    }

    /// <summary>Starts one scope by its text; <c>""</c> if it has properties only.</summary>
    public void ScopeText(ReadOnlySpan<char> text) => _bytes.Text(text);

    /// <summary>Says how many properties the scope has; pairs of <see cref="Name"/> and value follow.</summary>
    /// <param name="count">0 to <see cref="RecordFormat.MaxProperties"/>.</param>
    public void BeginScopeProperties(int count) => _bytes.Varint((uint)count);

    /// <summary>Ends the scopes that <paramref name="mark"/> began.</summary>
    public void EndScopes(int mark) => _bytes.EndLength(mark);

    /// <summary>Writes a property's name, in a scope or a map.</summary>
    public void Name(ReadOnlySpan<char> name) => _bytes.Text(name);

    /// <summary>Writes no value.</summary>
    public void Null() => _bytes.Take(RecordValueKind.Null);

    /// <summary>Writes a <see cref="bool"/>.</summary>
    public void Value(bool value) => _bytes.Take(value ? RecordValueKind.True : RecordValueKind.False);

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

        _bytes.Varint(RecordValueKind.Unsigned, value);
    }

    /// <summary>Writes a <see cref="double"/>.</summary>
    public void Value(double value) => BinaryPrimitives.WriteDoubleLittleEndian(_bytes.Take(RecordValueKind.Double, 8), value);

    /// <summary>Writes a <see cref="float"/>.</summary>
    public void Value(float value) => BinaryPrimitives.WriteSingleLittleEndian(_bytes.Take(RecordValueKind.Single, 4), value);

    /// <summary>Writes a <see cref="decimal"/>.</summary>
    public void Value(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        Span<byte> output = _bytes.Take(RecordValueKind.Decimal, 16);
        for (int i = 0; i < bits.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(output[(i * 4)..], bits[i]);
        }
    }

    /// <summary>Writes a text value.</summary>
    public void Value(ReadOnlySpan<char> value)
    {
        _bytes.Take(RecordValueKind.Text);
        _bytes.Text(value);
    }

    /// <summary>Writes a <see cref="System.Guid"/>.</summary>
    public void Value(Guid value) => value.TryWriteBytes(_bytes.Take(RecordValueKind.Guid, 16));

    /// <summary>Writes a <see cref="DateTime"/> with its kind.</summary>
    public void Value(DateTime value) =>
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.Take(RecordValueKind.DateTime, 8), value.Ticks | ((long)value.Kind << 62));

    /// <summary>Writes a <see cref="DateTimeOffset"/> with its offset.</summary>
    public void Value(DateTimeOffset value)
    {
        Span<byte> output = _bytes.Take(RecordValueKind.DateTimeOffset, 10);
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
        _bytes.Take(RecordValueKind.Bytes);
        ReadOnlySpan<byte> kept = value[..Math.Min(value.Length, _bytes.Remaining)];
        _bytes.Varint((uint)kept.Length);
        kept.CopyTo(_bytes.Take(kept.Length));
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
        _bytes.Take(kind);
        return _bytes.BeginLength();
    }

    /// <summary>Ends the list or map that <paramref name="mark"/> began.</summary>
    public void EndContainer(int mark)
    {
        _depth--;
        _bytes.EndLength(mark);
    }

    private void Zigzag(RecordValueKind kind, long value) => _bytes.Varint(kind, (ulong)((value << 1) ^ (value >> 63)));
}
