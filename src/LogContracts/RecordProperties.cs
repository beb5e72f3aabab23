namespace LogActors;

/// <summary>Walks properties: names and values in step. Allocates nothing.</summary>
public ref struct RecordProperties
{
    private readonly bool _interleaved;
    private readonly int _depth;
    private RecordCursor _names;
    private RecordCursor _values;
    private int _left;

    internal RecordProperties(ReadOnlySpan<byte> nameBytes, int firstName, ReadOnlySpan<byte> valueBytes, int firstValue, int count)
    {
        _names = new RecordCursor(nameBytes, firstName);
        _values = new RecordCursor(valueBytes, firstValue);
        _left = count;
    }

    internal RecordProperties(ReadOnlySpan<byte> pairs, int start, int count, int depth = 0)
    {
        _interleaved = true;
        _depth = depth;
        _values = new RecordCursor(pairs, start);
        _left = count;
    }

    /// <summary>The name of the property that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value of the property that <see cref="MoveNext"/> found.</summary>
    public RecordValue Value { get; private set; }

    /// <summary>Goes to the next property.</summary>
    /// <exception cref="RecordFormatException">A length runs over the end, or a value kind or the depth is out of range.</exception>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left = _left < 0 ? _left : _left - 1;
        if (_interleaved)
        {
            if (_left < 0 && _values.AtEnd)
            {
                return false;
            }

            Name = _values.Text();
        }
        else
        {
            Name = _names.Text();
        }

        Value = RecordValue.Read(ref _values, _depth);
        return true;
    }
}
