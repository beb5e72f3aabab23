namespace LogActors.Tests;

/// <summary>Visits everything in a payload by its accessor, as a renderer does, and checks that this ends.</summary>
internal static class PayloadWalker
{
    public static void Walk(ReadOnlySpan<byte> payload, ShapeTable shapes)
    {
        // Each step consumes at least one byte, and a byte lies in at most MaxDepth containers, one value and one scope; names of a shape can be read
        // by many records, but a record has at least one byte for each of its values.
        int stepsLeft = payload.Length * (RecordFormat.MaxDepth + 2);
        bool first = true;
        foreach (LogRecord record in new RecordReader(payload, shapes))
        {
            Step(ref stepsLeft);
            Check(record.UtcTicks >= 0 && record.UtcTicks <= DateTime.MaxValue.Ticks && record.Level is >= 0 and <= 5, "ranges of a record");
            Check(record.TraceId.Length is 0 or 16 && record.SpanId.Length is 0 or 8, "ids of a trace");
            _ = record.Category.Length + record.EventName.Length + record.Template.Length + record.Message.Length + record.ExceptionType.Length + record.Exception.Length;
            RecordResourceAttributes resource = first ? record.Resource : default;     // that of all
            first = false;
            while (resource.MoveNext())
            {
                Step(ref stepsLeft);
                _ = resource.Name.Length + resource.Value.Length;
            }

            Walk(record.Properties, 0, ref stepsLeft);
            RecordScopes scopes = record.Scopes;
            while (scopes.MoveNext())
            {
                Step(ref stepsLeft);
                Walk(scopes.Properties, 0, ref stepsLeft);
            }
        }
    }

    private static void Walk(RecordProperties properties, int depth, ref int stepsLeft)
    {
        while (properties.MoveNext())
        {
            Step(ref stepsLeft);
            _ = properties.Name.Length;
            Walk(properties.Value, depth, ref stepsLeft);
        }
    }

    private static void Walk(RecordValue value, int depth, ref int stepsLeft)
    {
        Check(depth <= RecordFormat.MaxDepth, "depth");
        switch (value.Kind)
        {
            case RecordValueKind.List:
                RecordValue.ListReader list = value.List;
                while (list.MoveNext())
                {
                    Step(ref stepsLeft);
                    Walk(list.Current, depth + 1, ref stepsLeft);
                }

                break;
            case RecordValueKind.Map:
                Walk(value.Map, depth + 1, ref stepsLeft);
                break;
            default:
                _ = Touch(value);
                break;
        }
    }

    private static long Touch(RecordValue value) => value.Kind switch
    {
        RecordValueKind.Null or RecordValueKind.True or RecordValueKind.False => 0,
        RecordValueKind.Integer => value.Integer,
        RecordValueKind.Unsigned => (long)value.Unsigned,
        RecordValueKind.Double => BitConverter.DoubleToInt64Bits(value.Double),
        RecordValueKind.Single => BitConverter.SingleToInt32Bits(value.Single),
        RecordValueKind.Decimal => value.Decimal < 0 ? 1 : 0,
        RecordValueKind.Text => value.Text.Length,
        RecordValueKind.Guid => value.Guid.Version,
        RecordValueKind.DateTime => value.DateTime.Ticks,
        RecordValueKind.DateTimeOffset => value.DateTimeOffset.UtcTicks,
        RecordValueKind.Date => value.Date.DayNumber,
        RecordValueKind.Time => value.Time.Ticks,
        RecordValueKind.Duration => value.Duration.Ticks,
        _ => value.Bytes.Length,
    };

    private static void Step(ref int stepsLeft) => Check(stepsLeft-- > 0, "more steps than bytes could hold");

    private static void Check(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The reader broke a promise: {what}.");
        }
    }
}
