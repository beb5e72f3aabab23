namespace LogActors;

/// <summary>Walks a message that is made from a template: text, and the value that stands after it. Allocates nothing.</summary>
public ref struct MessageParts
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<ShapeTable.TextPlace> _texts;
    private RecordCursor _values;
    private int _next;

    internal MessageParts(ReadOnlySpan<byte> payload, ReadOnlySpan<ShapeTable.TextPlace> texts, RecordCursor values)
    {
        _payload = payload;
        _texts = texts;
        _values = values;
    }

    /// <summary>The text of the part that <see cref="MoveNext"/> found; may be empty.</summary>
    public readonly ReadOnlySpan<byte> Text => _payload.Slice(_texts[_next - 1].Start, _texts[_next - 1].Length);

    /// <summary>Whether a value stands after it; only after the last part there is none.</summary>
    public readonly bool HasValue => _next < _texts.Length;

    /// <summary>Takes the value that stands after it; once for each part.</summary>
    /// <exception cref="RecordFormatException">The value is damaged.</exception>
    public RecordValue TakeValue() => RecordValue.Read(ref _values, 0);

    /// <summary>Goes to the next part.</summary>
    public bool MoveNext() => _next++ < _texts.Length;
}
