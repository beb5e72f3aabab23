using System.Globalization;
using System.Text;

namespace LogActors.Tests;

/// <summary>Writes records as one text, the same for a record that was built and for one that was read, so that two texts tell whether they are equal and where not.</summary>
internal static class Dump
{
    /// <summary>Reads a whole payload, every value by its accessor.</summary>
    public static List<string> Payload(ReadOnlySpan<byte> payload)
    {
        List<string> records = [];
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            records.Add(Record(record));
        }

        return records;
    }

    public static string Record(LogRecord record)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Quote(record.Category)} {record.EventId} {Quote(record.EventName)} {Quote(record.Template)}");
        text.Append(CultureInfo.InvariantCulture, $" {record.UtcTicks} {record.Level} {(record.IsFromTemplate ? "template" : Quote(record.Message))}");
        text.Append(" {").Append(Properties(record.Properties)).Append('}');
        text.Append(CultureInfo.InvariantCulture, $" trace {Convert.ToHexString(record.TraceId)}{Convert.ToHexString(record.SpanId)}{record.TraceFlags:X2}");
        text.Append(record.HasException ? $" exception {Quote(record.ExceptionType)} {Quote(record.Exception)}" : "");
        RecordScopes scopes = record.Scopes;
        while (scopes.MoveNext())
        {
            text.Append(CultureInfo.InvariantCulture, $" scope {Quote(scopes.Text)} {{{Properties(scopes.Properties)}}}");
        }

        return text.ToString();
    }

    public static string Record(PlainRecord record)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Quote(record.Category)} {record.EventId} {Quote(record.EventName)} {Quote(record.Template)}");
        text.Append(CultureInfo.InvariantCulture, $" {record.UtcTicks} {record.Level} {Quote(record.Message)}");
        text.Append(" {").Append(Properties(record.Properties)).Append('}');
        text.Append(" trace ").Append(record.Trace is null ? "00" : Convert.ToHexString(record.Trace));
        text.Append(record.Exception is { } e ? $" exception {Quote(e.Type)} {Quote(e.Text)}" : "");
        foreach ((string scope, (string Name, object? Value)[] properties) in record.Scopes ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $" scope {Quote(scope)} {{{Properties(properties)}}}");
        }

        return text.ToString();
    }

    public static string Value(RecordValue value) => value.Kind switch
    {
        RecordValueKind.Null => Value((object?)null),
        RecordValueKind.True => Value(true),
        RecordValueKind.False => Value(false),
        RecordValueKind.Integer => Value(value.Integer),
        RecordValueKind.Unsigned => Value(value.Unsigned),
        RecordValueKind.Double => Value(value.Double),
        RecordValueKind.Single => Value(value.Single),
        RecordValueKind.Decimal => Value(value.Decimal),
        RecordValueKind.Text => Quote(value.Text),
        RecordValueKind.Guid => Value(value.Guid),
        RecordValueKind.DateTime => Value(value.DateTime),
        RecordValueKind.DateTimeOffset => Value(value.DateTimeOffset),
        RecordValueKind.Date => Value(value.Date),
        RecordValueKind.Time => Value(value.Time),
        RecordValueKind.Duration => Value(value.Duration),
        RecordValueKind.Bytes => Value(value.Bytes.ToArray()),
        RecordValueKind.List => List(value.List),
        RecordValueKind.Map => $"map({Properties(value.Map)})",
        _ => $"kind{(byte)value.Kind:x2}({Convert.ToHexString(value.Bytes)})",
    };

    public static string Value(object? value) => value switch
    {
        null => "null",
        bool v => v ? "true" : "false",
        long v => string.Create(CultureInfo.InvariantCulture, $"{v}"),
        ulong v => v <= long.MaxValue ? Value((long)v) : string.Create(CultureInfo.InvariantCulture, $"{v}u"),
        double v => $"double({BitConverter.DoubleToInt64Bits(v):x})",
        float v => $"single({BitConverter.SingleToInt32Bits(v):x})",
        decimal v => $"decimal({string.Join(',', decimal.GetBits(v))})",
        string v => Quote(Some.Utf8(v)),
        Guid v => $"guid({v})",
        DateTime v => $"time({v.Ticks},{v.Kind})",
        DateTimeOffset v => $"offset({v.Ticks},{v.TotalOffsetMinutes})",
        DateOnly v => $"date({v.DayNumber})",
        TimeOnly v => $"clock({v.Ticks})",
        TimeSpan v => $"span({v.Ticks})",
        byte[] v => $"bytes({Convert.ToHexString(v)})",
        List<object?> v => $"list({string.Concat(v.Select(item => Value(item) + ";"))})",
        List<(string Name, object? Value)> v => $"map({Properties(v)})",
        _ => throw new ArgumentException($"{value.GetType()} is not a value of the format."),
    };

    private static string List(RecordValue.ListReader list)
    {
        StringBuilder text = new("list(");
        while (list.MoveNext())
        {
            text.Append(Value(list.Current)).Append(';');
        }

        return text.Append(')').ToString();
    }

    private static string Properties(RecordProperties properties)
    {
        StringBuilder text = new();
        while (properties.MoveNext())
        {
            text.Append(Quote(properties.Name)).Append('=').Append(Value(properties.Value)).Append(';');
        }

        return text.ToString();
    }

    private static string Properties(IEnumerable<(string Name, object? Value)> properties) =>
        string.Concat(properties.Select(p => $"{Quote(p.Name)}={Value(p.Value)};"));

    private static string Quote(string text) => Quote(Some.Utf8(text));

    private static string Quote(ReadOnlySpan<byte> utf8) => $"\"{Encoding.UTF8.GetString(utf8)}\"";
}
