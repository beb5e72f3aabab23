namespace LogActors;

/// <summary>One record, as spans into the payload it was read from; all text is UTF-8 as the producer sent it, not yet validated or escaped.</summary>
public readonly ref struct LogRecord
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly int _firstName;
    private readonly int _values;
    private readonly ReadOnlySpan<byte> _scopes;

    internal LogRecord(ReadOnlySpan<byte> payload, ShapeTable shapes, scoped ref RecordCursor entry)
    {
        byte head = entry.Byte();
        ShapeTable.Entry shape = shapes.Find(entry.Count(RecordFormat.MaxShapeId, "as a record's shape"));
        _payload = payload;
        _firstName = shape.FirstName;
        PropertyCount = shape.Names;
        Category = payload[shape.Category];
        EventId = shape.EventId;
        EventName = payload[shape.EventName];
        Template = payload[shape.Template];
        Level = Math.Min(head & RecordFormat.LevelMask, 5);
        UtcTicks = Math.Clamp(entry.Int64(), 0, DateTime.MaxValue.Ticks);
        IsFromTemplate = (head & RecordFormat.IsFromTemplate) != 0;
        Message = entry.Text();
        _values = entry.Position;
        for (int i = 0; i < PropertyCount; i++)
        {
            entry.SkipValue();
        }

        if ((head & RecordFormat.HasTrace) != 0)
        {
            TraceId = entry.Bytes(16);
            SpanId = entry.Bytes(8);
            TraceFlags = entry.Byte();
        }

        if ((head & RecordFormat.HasException) != 0)
        {
            ExceptionType = entry.Text();
            Exception = entry.Text();
            HasException = true;
        }

        if ((head & RecordFormat.HasScopes) != 0)
        {
            _scopes = entry.Container();
        }
    }

    /// <summary>When it was logged, as UTC <see cref="DateTime.Ticks"/>; within the range of <see cref="DateTime"/>.</summary>
    public long UtcTicks { get; }

    /// <summary>0 (Trace) to 5 (Critical).</summary>
    public int Level { get; }

    /// <summary>The logger's category.</summary>
    public ReadOnlySpan<byte> Category { get; }

    /// <summary>The event's number; 0 if it has none.</summary>
    public int EventId { get; }

    /// <summary>The event's name; empty if it has none.</summary>
    public ReadOnlySpan<byte> EventName { get; }

    /// <summary>The message template; empty if there was none.</summary>
    public ReadOnlySpan<byte> Template { get; }

    /// <summary>The rendered message; without meaning if <see cref="IsFromTemplate"/>.</summary>
    public ReadOnlySpan<byte> Message { get; }

    /// <summary>Whether the message is not in the record: it is the template with the values in place of its holes, as <see cref="MessageParts"/> yields them.</summary>
    public bool IsFromTemplate { get; }

    /// <summary>The parts of the message if <see cref="IsFromTemplate"/>.</summary>
    public MessageParts MessageParts => new(Template, new RecordCursor(_payload, _values), PropertyCount);

    /// <summary>How many properties <see cref="Properties"/> yields.</summary>
    public int PropertyCount { get; }

    /// <summary>The record's own properties, in order; the same name may come twice.</summary>
    public RecordProperties Properties => new(_payload, _firstName, _payload, _values, PropertyCount);

    /// <summary>The trace id, 16 bytes; empty if the record belongs to no trace.</summary>
    public ReadOnlySpan<byte> TraceId { get; }

    /// <summary>The span id, 8 bytes; empty if the record belongs to no trace.</summary>
    public ReadOnlySpan<byte> SpanId { get; }

    /// <summary>The W3C trace flags.</summary>
    public byte TraceFlags { get; }

    /// <summary>Whether the record carries an exception.</summary>
    public bool HasException { get; }

    /// <summary>The full name of the exception's type.</summary>
    public ReadOnlySpan<byte> ExceptionType { get; }

    /// <summary>The exception as text, usually of several lines.</summary>
    public ReadOnlySpan<byte> Exception { get; }

    /// <summary>The scopes the record was logged in, outermost first.</summary>
    public RecordScopes Scopes => new(_scopes);
}
