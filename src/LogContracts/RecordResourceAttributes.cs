namespace LogActors;

/// <summary>Walks the attributes of a resource. Allocates nothing.</summary>
/// <remarks>All text is UTF-8 as the producer sent it, not yet validated or escaped, and a producer may name an attribute twice: the first counts.</remarks>
public ref struct RecordResourceAttributes
{
    private RecordCursor _cursor;
    private int _left;

    // The reader has checked them.
    internal RecordResourceAttributes(ReadOnlySpan<byte> countAndTexts)
    {
        _cursor = new RecordCursor(countAndTexts, 0);
        _left = countAndTexts.IsEmpty ? 0 : _cursor.Count(RecordFormat.MaxResourceAttributes, What);
    }

    internal const string What = "attributes of a resource";

    /// <summary>The name of the attribute that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The value of the attribute that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next attribute.</summary>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        _left--;
        Name = _cursor.Text();
        Value = _cursor.Text();
        return true;
    }

    /// <summary>Finds an attribute among those that <see cref="MoveNext"/> has not come to yet; of all, if it has not been called.</summary>
    public readonly bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        RecordResourceAttributes rest = this;
        while (rest.MoveNext())
        {
            if (rest.Name.SequenceEqual(name))
            {
                value = rest.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}
