namespace LogActors.Tests;

/// <summary>A record as ordinary objects, and how it is encoded. Values are scalars, <c>List&lt;object?&gt;</c> or <c>List&lt;(string, object?)&gt;</c>.</summary>
internal sealed record PlainRecord
{
    public int ShapeId { get; init; }

    public string Category { get; init; } = "";

    public int EventId { get; init; }

    public string EventName { get; init; } = "";

    public string Template { get; init; } = "";

    public (string Name, object? Value)[] Properties { get; init; } = [];

    public long UtcTicks { get; init; }

    public int Level { get; init; }

    public string Message { get; init; } = "";

    public byte[]? Trace { get; init; }

    public (string Type, string Text)? Exception { get; init; }

    public (string Text, (string Name, object? Value)[] Properties)[]? Scopes { get; init; }

    public RecordShape Shape => new(ShapeId, Category, EventId, EventName, Template, [.. Properties.Select(p => p.Name)]);

    /// <summary>Encodes the record and says how many members were written.</summary>
    public int Encode(RecordEncoder encoder, int maxRecordBytes = RecordFormat.MaxRecordBytes)
    {
        int members = 1;
        encoder.Begin(ShapeId, UtcTicks, Level, maxRecordBytes);
        encoder.Message(Message);
        foreach ((_, object? value) in Properties)
        {
            members += Encode(encoder, value);
        }

        if (Trace is not null)
        {
            encoder.Trace(Trace.AsSpan(0, 16), Trace.AsSpan(16, 8), Trace[24]);
            members++;
        }

        if (Exception is { } exception)
        {
            encoder.Exception(exception.Type, exception.Text);
            members += 2;
        }

        if (Scopes is not null)
        {
            int mark = encoder.BeginScopes();
            members++;
            foreach ((string text, (string Name, object? Value)[] properties) in Scopes)
            {
                encoder.ScopeText(text);
                encoder.BeginScopeProperties(properties.Length);
                members += 2 + properties.Sum(p => EncodePair(encoder, p.Name, p.Value));
            }

            encoder.EndScopes(mark);
        }

        return members;
    }

    private static int EncodePair(RecordEncoder encoder, string name, object? value)
    {
        encoder.Name(name);
        return 1 + Encode(encoder, value);
    }

    private static int Encode(RecordEncoder encoder, object? value)
    {
        switch (value)
        {
            case null: encoder.Null(); return 1;
            case bool v: encoder.Value(v); return 1;
            case long v: encoder.Value(v); return 1;
            case ulong v: encoder.Value(v); return 1;
            case double v: encoder.Value(v); return 1;
            case float v: encoder.Value(v); return 1;
            case decimal v: encoder.Value(v); return 1;
            case string v: encoder.Value(v); return 1;
            case Guid v: encoder.Value(v); return 1;
            case DateTime v: encoder.Value(v); return 1;
            case DateTimeOffset v: encoder.Value(v); return 1;
            case DateOnly v: encoder.Value(v); return 1;
            case TimeOnly v: encoder.Value(v); return 1;
            case TimeSpan v: encoder.Value(v); return 1;
            case byte[] v: encoder.Value(v.AsSpan()); return 1;
        }

        bool isList = value is List<object?>;
        int members = 1;
        int mark = encoder.BeginContainer(isList ? RecordValueKind.List : RecordValueKind.Map);
        members += isList
            ? ((List<object?>)value).Sum(v => Encode(encoder, v))
            : ((List<(string Name, object? Value)>)value).Sum(p => EncodePair(encoder, p.Name, p.Value));
        encoder.EndContainer(mark);
        return members;
    }
}
