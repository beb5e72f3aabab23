namespace LogActors;

/// <summary>Writes a record's own properties and those of its scopes, each name once.</summary>
/// <remarks>
/// Of equal names the record's own wins, then the innermost scope's; within the record, or within one scope, the first. Names are compared as they are
/// written, since two that differ in invalid bytes would be equal on paper. The template itself, which MEL passes as <c>{OriginalFormat}</c>, is left out.
/// Allocates nothing once it has grown. Not thread-safe.
/// </remarks>
internal abstract class PropertyWriter
{
    private const int MaxKeptNames = 4096;

    private readonly NameSet _names = new();
    private readonly List<Winner> _scopeWinners = [];
    private readonly List<int> _scopeNames = [];

    /// <summary>Appends the properties that win, the record's own first.</summary>
    /// <param name="record">The record.</param>
    /// <param name="output">Where to.</param>
    /// <param name="plan">If it is given, gets marks in the place of values; the record has no scopes then.</param>
    public void Append(in LogRecord record, LineBuffer output, LinePlan? plan = null)
    {
        _names.Clear();
        bool first = true;
        RecordProperties own = record.Properties;
        while (own.MoveNext())
        {
            int known = _names.Count;
            if (AddName(own.Name) != known)
            {
                plan?.PassProperty();
            }
            else
            {
                AppendKey(output, _names[known], first);
                first = false;
                if (plan is null)
                {
                    AppendValue(output, own.Value);
                }
                else
                {
                    plan.MarkProperty(this, IsJson);
                }
            }
        }

        RecordScopes scopes = record.Scopes;
        if (scopes.MoveNext())
        {
            ChooseScopeProperties(record.Scopes);
            AppendScopeProperties(record.Scopes, output, first);
        }
    }

    /// <summary>Whether values are written as JSON.</summary>
    protected abstract bool IsJson { get; }

    /// <summary>Appends a property's name in the format's spelling.</summary>
    protected abstract void AppendName(LineBuffer output, ReadOnlySpan<byte> name);

    /// <summary>Appends what stands before a property's value: its name, and what separates it from the one before.</summary>
    protected abstract void AppendKey(LineBuffer output, ReadOnlySpan<byte> name, bool first);

    /// <summary>Appends a property's value.</summary>
    public abstract void AppendValue(LineBuffer output, in RecordValue value);

    // Scopes come outermost first, and an inner one may still take a name over: so the first walk only chooses.
    private void ChooseScopeProperties(RecordScopes scopes)
    {
        _scopeNames.Clear();
        _scopeWinners.Clear();
        if (_scopeNames.Capacity > MaxKeptNames)
        {
            _scopeNames.Capacity = _scopeWinners.Capacity = 0;
        }

        int ownNames = _names.Count;
        for (int scope = 0; scopes.MoveNext(); scope++)
        {
            RecordProperties properties = scopes.Properties;
            while (properties.MoveNext())
            {
                int winner = AddName(properties.Name) - ownNames;
                if (winner == _scopeWinners.Count)
                {
                    _scopeWinners.Add(new Winner(scope, _scopeNames.Count));
                }
                else if (winner >= 0 && _scopeWinners[winner].Scope != scope)
                {
                    _scopeWinners[winner] = new Winner(scope, _scopeNames.Count);
                }

                _scopeNames.Add(winner);
            }
        }
    }

    private void AppendScopeProperties(RecordScopes scopes, LineBuffer output, bool first)
    {
        int ownNames = _names.Count - _scopeWinners.Count;
        int ordinal = 0;
        while (scopes.MoveNext())
        {
            RecordProperties properties = scopes.Properties;
            while (properties.MoveNext())
            {
                int winner = _scopeNames[ordinal];
                if (winner >= 0 && _scopeWinners[winner].Ordinal == ordinal)
                {
                    AppendKey(output, _names[ownNames + winner], first);
                    AppendValue(output, properties.Value);
                    first = false;
                }

                ordinal++;
            }
        }
    }

    private int AddName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("{OriginalFormat}"u8))
        {
            return -1;
        }

        int start = _names.Bytes.Length;
        AppendName(_names.Bytes, name);
        return _names.Add(start);
    }

    private readonly record struct Winner(int Scope, int Ordinal);
}
