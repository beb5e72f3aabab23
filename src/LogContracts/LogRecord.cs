namespace LogActors;

/// <summary>One record, as spans into the payload it was read from; all text is UTF-8 as the producer sent it, not yet validated or escaped.</summary>
/// <remarks>Large: hand it on by reference. The reader uses one for all records of a payload.</remarks>
public ref struct LogRecord
{
    private const int NoShape = -1;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly ShapeTable _shapes;
    private int _shapeId;
    private int _shapeVersion;
    private int _firstName;
    private int _firstPart;
    private int _parts;
    private int _values;
    private ReadOnlySpan<byte> _scopes;
    private ReadOnlySpan<byte> _resource;

    internal LogRecord(ReadOnlySpan<byte> payload, ShapeTable shapes)
    {
        _payload = payload;
        _shapes = shapes;
        _shapeId = NoShape;
    }

    // What the record before had and this one has not is taken away by name: all of it would be two hundred bytes.
    internal void Read(scoped ref RecordCursor entry)
    {
        byte head = entry.Byte();
        TakeShape(entry.Count(RecordFormat.MaxShapeId, "as a record's shape"));
        Level = Math.Min(head & RecordFormat.LevelMask, 5);
        UtcTicks = Math.Clamp(entry.Int64(), 0, DateTime.MaxValue.Ticks);
        IsFromTemplate = (head & RecordFormat.IsFromTemplate) != 0;
        if (IsFromTemplate && _parts > PropertyCount + 1)
        {
            throw new RecordFormatException($"A record's message is to be made from its {PropertyCount} values, and its template has holes for more.");
        }

        Message = entry.Text();
        _values = entry.Position;
        entry.SkipValues(PropertyCount);

        bool traced = (head & RecordFormat.HasTrace) != 0;
        TraceId = traced ? entry.Bytes(16) : default;
        SpanId = traced ? entry.Bytes(8) : default;
        TraceFlags = traced ? entry.Byte() : (byte)0;
        HasException = (head & RecordFormat.HasException) != 0;
        ExceptionType = HasException ? entry.Text() : default;
        Exception = HasException ? entry.Text() : default;
        _scopes = (head & RecordFormat.HasScopes) != 0 ? entry.Container() : default;
    }

    internal void ReadResource(scoped ref RecordCursor entry)
    {
        int start = entry.Position;
        int texts = 2 * entry.Count(RecordFormat.MaxResourceAttributes, RecordResourceAttributes.What);
        for (; texts > 0; texts--)
        {
            entry.Text();
        }

        _resource = _payload[start..entry.Position];
    }

    /// <summary>When it was logged, as UTC <see cref="DateTime.Ticks"/>; within the range of <see cref="DateTime"/>.</summary>
    public long UtcTicks { get; private set; }

    /// <summary>0 (Trace) to 5 (Critical).</summary>
    public int Level { get; private set; }

    /// <summary>The logger's category.</summary>
    public ReadOnlySpan<byte> Category { get; private set; }

    /// <summary>The event's number; 0 if it has none.</summary>
    public int EventId { get; private set; }

    /// <summary>The event's name; empty if it has none.</summary>
    public ReadOnlySpan<byte> EventName { get; private set; }

    /// <summary>The message template; empty if there was none.</summary>
    public ReadOnlySpan<byte> Template { get; private set; }

    /// <summary>The rendered message; without meaning if <see cref="IsFromTemplate"/>.</summary>
    public ReadOnlySpan<byte> Message { get; private set; }

    /// <summary>Whether the message is not in the record: it is the template with the values in place of its holes, as <see cref="MessageParts"/> yields them.</summary>
    public bool IsFromTemplate { get; private set; }

    /// <summary>Which definition of a shape it has: the same for all its records, and for no others of the process.</summary>
    internal long ShapeSerial { get; private set; }

    /// <summary>The number that the producer gave to its shape.</summary>
    internal readonly int ShapeId => _shapeId;

    /// <summary>Whether <see cref="Scopes"/> yields any.</summary>
    internal readonly bool HasScopes => !_scopes.IsEmpty;

    /// <summary>The payload that it was read from.</summary>
    internal readonly ReadOnlySpan<byte> Payload => _payload;

    /// <summary>Where in <see cref="Payload"/> the values of its properties are, all of which are whole but for what lists and maps contain.</summary>
    internal readonly int ValuesStart => _values;

    /// <summary>The parts of the message if <see cref="IsFromTemplate"/>.</summary>
    public readonly MessageParts MessageParts => new(_payload, _shapes.Parts(_firstPart, _parts), new RecordCursor(_payload, _values));

    /// <summary>How many properties <see cref="Properties"/> yields.</summary>
    public int PropertyCount { get; private set; }

    /// <summary>The record's own properties, in order; the same name may come twice.</summary>
    public readonly RecordProperties Properties => new(_payload, _firstName, _payload, _values, PropertyCount);

    /// <summary>The trace id, 16 bytes; empty if the record belongs to no trace.</summary>
    public ReadOnlySpan<byte> TraceId { get; private set; }

    /// <summary>The span id, 8 bytes; empty if the record belongs to no trace.</summary>
    public ReadOnlySpan<byte> SpanId { get; private set; }

    /// <summary>The W3C trace flags.</summary>
    public byte TraceFlags { get; private set; }

    /// <summary>Whether the record carries an exception.</summary>
    public bool HasException { get; private set; }

    /// <summary>The full name of the exception's type.</summary>
    public ReadOnlySpan<byte> ExceptionType { get; private set; }

    /// <summary>The exception as text, usually of several lines.</summary>
    public ReadOnlySpan<byte> Exception { get; private set; }

    /// <summary>The scopes the record was logged in, outermost first.</summary>
    public readonly RecordScopes Scopes => new(_scopes);

    /// <summary>What describes the process that logged it; nothing if that has not said. The same for all records of a payload.</summary>
    public readonly RecordResourceAttributes Resource => new(_resource);

    /// <summary>Whether the payload has a resource, be it without attributes.</summary>
    internal readonly bool HasResource => !_resource.IsEmpty;

    /// <summary>What <see cref="Resource"/> is read from.</summary>
    internal readonly ReadOnlySpan<byte> ResourceBytes => _resource;

    // Most records have the shape of the one before.
    private void TakeShape(int id)
    {
        if (id == _shapeId && _shapes.Version == _shapeVersion)
        {
            return;
        }

        ShapeTable.Entry shape = _shapes.Find(id);
        (_shapeId, _shapeVersion) = (id, _shapes.Version);
        (_firstName, _firstPart, _parts) = (shape.FirstName, shape.FirstPart, shape.Parts);
        ShapeSerial = shape.Serial;
        PropertyCount = shape.Names;
        Category = _payload[shape.Category];
        EventId = shape.EventId;
        EventName = _payload[shape.EventName];
        Template = _payload[shape.Template];
    }
}
