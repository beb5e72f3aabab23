namespace LogActors;

/// <summary>Walks a message that is made from a template: text, and the value that stands after it. Allocates nothing.</summary>
public ref struct MessageParts
{
    private readonly int _count;
    private ReadOnlySpan<byte> _template;
    private RecordCursor _values;
    private int _taken;
    private bool _ended;

    internal MessageParts(ReadOnlySpan<byte> template, RecordCursor values, int count)
    {
        _template = template;
        _values = values;
        _count = count;
    }

    /// <summary>The text of the part that <see cref="MoveNext"/> found; may be empty.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Whether a value stands after it; only after the last part there is none.</summary>
    public readonly bool HasValue => !_ended;

    /// <summary>The value that stands after it.</summary>
    public RecordValue Value { get; private set; }

    /// <summary>Goes to the next part.</summary>
    /// <exception cref="RecordFormatException">The template has more holes than the record values, or a value is damaged.</exception>
    public bool MoveNext()
    {
        if (_ended)
        {
            return false;
        }

        int open = _template.IndexOf((byte)'{');
        int length = open < 0 ? -1 : _template[open..].IndexOf((byte)'}');
        if (length < 0)
        {
            Text = _template;
            _ended = true;
            return true;
        }

        if (_taken++ == _count)
        {
            throw new RecordFormatException($"A record's message is to be made from its {_count} values, and its template has holes for more.");
        }

        Text = _template[..open];
        Value = RecordValue.Read(ref _values, 0);
        _template = _template[(open + length + 1)..];
        return true;
    }
}
