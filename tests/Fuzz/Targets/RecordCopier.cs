using System.Text;

namespace LogActors.Fuzz;

/// <summary>Walks everything in a record, and encodes it again.</summary>
/// <remarks>Counts its steps: a walk that does not end in proportion to the bytes breaks a promise.</remarks>
internal sealed class RecordCopier(int stepsAllowed)
{
    private const int MaxShapeTextChars = 8 * 1024 / 3;         // what a shape keeps whole, however many bytes a character has
    private const int MaxNamesChars = 24 * 1024 / 3;
    private const int MaxLengthsBytes = 2 + 2;                  // of the name and the value of an attribute

    private readonly RecordEncoder _encoder = new();
    private readonly MemoryStream _payload = new();
    private int _stepsLeft = stepsAllowed;
    private bool _isDescribed;

    /// <summary>Whether the copy says the same: nothing in the records is of a kind that this version cannot write, or longer than it writes.</summary>
    public bool IsFaithful { get; private set; } = true;

    /// <summary>Begins a payload.</summary>
    public void Begin() => _payload.Write(new byte[RecordFormat.HeaderBytes]);

    /// <summary>Adds a record with a shape of its own.</summary>
    public void Add(in LogRecord record)
    {
        Step();
        Describe(record.Resource);
        Promise.Holds(record.UtcTicks >= 0 && record.UtcTicks <= DateTime.MaxValue.Ticks && record.Level is >= 0 and <= 5, $"Time {record.UtcTicks} or level {record.Level} is out of range.");
        Promise.Holds(record.TraceId.Length is 0 or 16 && record.SpanId.Length is 0 or 8, $"An id has {record.TraceId.Length} or {record.SpanId.Length} bytes.");
        RecordShape shape = ShapeOf(record);
        _encoder.Begin(shape.Id, record.UtcTicks, record.Level, RecordFormat.MaxRecordBytes);
        if (record.IsFromTemplate)
        {
            _encoder.MessageFromTemplate();
        }
        else
        {
            _encoder.Message(Text(record.Message));
        }

        RecordProperties properties = record.Properties;
        while (properties.MoveNext())
        {
            Copy(properties.Value);
        }

        if (!record.TraceId.IsEmpty)
        {
            _encoder.Trace(record.TraceId, record.SpanId, record.TraceFlags);
        }

        if (record.HasException)
        {
            _encoder.Exception(Text(record.ExceptionType), Text(record.Exception));
        }

        CopyScopes(record.Scopes);
        _payload.Write(shape.Definition);
        Span<byte> length = stackalloc byte[5];
        _payload.Write(length[..RecordFormat.WriteVarint(length, (uint)_encoder.Written.Length)]);
        _payload.Write(_encoder.Written);
    }

    /// <summary>The payload, sealed.</summary>
    public byte[] End()
    {
        byte[] payload = _payload.ToArray();
        RecordFormat.Seal(payload);
        return payload;
    }

    // All records have the same resource, and it stands before the first.
    private void Describe(RecordResourceAttributes resource)
    {
        if (_isDescribed)
        {
            return;
        }

        _isDescribed = true;
        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        int bytes = 2;
        for (RecordResourceAttributes rest = resource; rest.MoveNext();)
        {
            Step();
            string name = Text(rest.Name);
            Promise.Holds(resource.TryFind(rest.Name, out ReadOnlySpan<byte> value), $"An attribute is not found by its name.");
            bytes += attributes.TryAdd(name, Text(value)) ? MaxLengthsBytes + Encoding.UTF8.GetByteCount(name + attributes[name]) : 0;
        }

        IsFaithful &= bytes <= RecordFormat.MaxResourceBytes;      // bytes that are not UTF-8 take more room afterwards
        _payload.Write(IsFaithful ? new RecordResource(attributes).Definition : default);
    }

    private RecordShape ShapeOf(in LogRecord record)
    {
        List<string> names = [];
        RecordProperties properties = record.Properties;
        while (properties.MoveNext())
        {
            names.Add(Text(properties.Name));
        }

        Promise.Holds(names.Count == record.PropertyCount, $"{names.Count} properties are read, of {record.PropertyCount}.");
        (string category, string eventName, string template) = (Text(record.Category), Text(record.EventName), Text(record.Template));
        IsFaithful &= Math.Max(category.Length, Math.Max(eventName.Length, template.Length)) <= MaxShapeTextChars && names.All(name => name.Length <= MaxNamesChars / names.Count);
        return new RecordShape(0, category, record.EventId, eventName, template, [.. names]);
    }

    private void CopyScopes(RecordScopes scopes)
    {
        int? mark = null;
        while (scopes.MoveNext())
        {
            Step();
            mark ??= _encoder.BeginScopes();
            _encoder.ScopeText(Text(scopes.Text));
            int count = 0;
            RecordProperties counted = scopes.Properties;
            while (counted.MoveNext())
            {
                count++;
            }

            _encoder.BeginScopeProperties(count);
            CopyPairs(scopes.Properties);
        }

        if (mark is { } begun)
        {
            _encoder.EndScopes(begun);
        }
    }

    private void CopyPairs(RecordProperties pairs)
    {
        while (pairs.MoveNext())
        {
            _encoder.Name(Text(pairs.Name));
            Copy(pairs.Value);
        }
    }

    private void Copy(RecordValue value)
    {
        Step();
        switch (value.Kind)
        {
            case RecordValueKind.Null:
                _encoder.Null();
                break;
            case RecordValueKind.True or RecordValueKind.False:
                _encoder.Value(value.Kind == RecordValueKind.True);
                break;
            case RecordValueKind.Integer:
                _encoder.Value(value.Integer);
                break;
            case RecordValueKind.Unsigned:
                _encoder.Value(value.Unsigned);
                break;
            case RecordValueKind.Double:
                _encoder.Value(value.Double);
                break;
            case RecordValueKind.Single:
                _encoder.Value(value.Single);
                break;
            case RecordValueKind.Decimal:
                _encoder.Value(value.Decimal);
                break;
            case RecordValueKind.Text:
                _encoder.Value(Text(value.Text).AsSpan());
                break;
            case RecordValueKind.Guid:
                _encoder.Value(value.Guid);
                break;
            case RecordValueKind.DateTime:
                _encoder.Value(value.DateTime);
                break;
            case RecordValueKind.DateTimeOffset:
                _encoder.Value(value.DateTimeOffset);
                break;
            case RecordValueKind.Date:
                _encoder.Value(value.Date);
                break;
            case RecordValueKind.Time:
                _encoder.Value(value.Time);
                break;
            case RecordValueKind.Duration:
                _encoder.Value(value.Duration);
                break;
            case RecordValueKind.List:
                CopyList(value.List);
                break;
            case RecordValueKind.Map:
                int map = _encoder.BeginContainer(RecordValueKind.Map);
                CopyPairs(value.Map);
                _encoder.EndContainer(map);
                break;
            default:
                IsFaithful &= value.Kind == RecordValueKind.Bytes;
                _encoder.Value(value.Bytes);
                break;
        }
    }

    private void CopyList(RecordValue.ListReader list)
    {
        int mark = _encoder.BeginContainer(RecordValueKind.List);
        while (list.MoveNext())
        {
            Copy(list.Current);
        }

        _encoder.EndContainer(mark);
    }

    private void Step() => Promise.Holds(_stepsLeft-- > 0, $"The walk takes more steps than its bytes could hold.");

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
