namespace LogActors;

/// <summary>What a part of a text template stands for. All but the first three are placeholders of the same name.</summary>
internal enum TemplatePartKind
{
    Literal,
    Property,
    Resource,
    Timestamp,
    Level,
    Category,
    EventId,
    EventName,
    Message,
    Template,
    TraceId,
    SpanId,
    Scopes,
    Properties,
    Exception,
}
