namespace LogActors;

/// <summary>Walks the scopes of a record, outermost first. Allocates nothing.</summary>
public ref struct RecordScopes
{
    private readonly ReadOnlySpan<byte> _bytes;
    private RecordCursor _cursor;
    private int _firstProperty;
    private int _properties;

    internal RecordScopes(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _cursor = new RecordCursor(bytes, 0);
    }

    /// <summary>The text of the scope that <see cref="MoveNext"/> found; empty if it has properties only.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>The properties of the scope that <see cref="MoveNext"/> found.</summary>
    public readonly RecordProperties Properties => new(_bytes, _firstProperty, _properties);

    /// <summary>Goes to the next scope.</summary>
    /// <exception cref="RecordFormatException">A length runs over the end, or a count or value kind is out of range.</exception>
    public bool MoveNext()
    {
        if (_cursor.AtEnd)
        {
            return false;
        }

        Text = _cursor.Text();
        _properties = _cursor.Count(RecordFormat.MaxProperties, "properties of a scope");
        _firstProperty = _cursor.Position;
        for (int i = 0; i < _properties; i++)
        {
            _cursor.Text();
            _cursor.SkipValue();
        }

        return true;
    }
}
