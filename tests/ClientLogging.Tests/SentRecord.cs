using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace LogActors.Tests;

/// <summary>A record as a silo reads it.</summary>
internal sealed record SentRecord(LogLevel Level, string Category, EventId Event, string Template, string Message)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether the silo makes the message.</summary>
    public bool IsFromTemplate { get; private init; }

    public DateTimeOffset At { get; private init; }

    public IReadOnlyList<(string Name, object? Value)> Properties { get; private init; } = [];

    public IReadOnlyList<(string Text, IReadOnlyList<(string Name, object? Value)> Properties)> Scopes { get; private init; } = [];

    public string? ExceptionType { get; private init; }

    public string? Exception { get; private init; }

    public string TraceId { get; private init; } = "";

    public string SpanId { get; private init; } = "";

    public int TraceFlags { get; private init; }

    public object? this[string name] => Properties.Single(property => property.Name == name).Value;

    public static List<SentRecord> ReadAll(ReadOnlySpan<byte> payload)
    {
        List<SentRecord> records = [];
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            records.Add(new SentRecord(
                (LogLevel)record.Level,
                Text(record.Category),
                new EventId(record.EventId, Text(record.EventName)),
                Text(record.Template),
                MessageOf(record))
            {
                IsFromTemplate = record.IsFromTemplate,
                At = new DateTimeOffset(record.UtcTicks, TimeSpan.Zero),
                Properties = Pairs(record.Properties),
                Scopes = ScopesOf(record.Scopes),
                ExceptionType = record.HasException ? Text(record.ExceptionType) : null,
                Exception = record.HasException ? Text(record.Exception) : null,
                TraceId = Convert.ToHexStringLower(record.TraceId),
                SpanId = Convert.ToHexStringLower(record.SpanId),
                TraceFlags = record.TraceFlags,
            });
        }

        return records;
    }

    private static string MessageOf(in LogRecord record)
    {
        if (!record.IsFromTemplate)
        {
            return Text(record.Message);
        }

        StringBuilder message = new();
        MessageParts parts = record.MessageParts;
        while (parts.MoveNext())
        {
            message.Append(Text(parts.Text)).Append(parts.HasValue ? string.Format(CultureInfo.InvariantCulture, "{0}", Value(parts.TakeValue()) ?? "(null)") : "");
        }

        return message.ToString();
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Strict.GetString(bytes);

    private static List<(string, object?)> Pairs(RecordProperties properties)
    {
        List<(string, object?)> pairs = [];
        while (properties.MoveNext())
        {
            pairs.Add((Text(properties.Name), Value(properties.Value)));
        }

        return pairs;
    }

    private static List<(string, IReadOnlyList<(string, object?)>)> ScopesOf(RecordScopes scopes)
    {
        List<(string, IReadOnlyList<(string, object?)>)> all = [];
        while (scopes.MoveNext())
        {
            all.Add((Text(scopes.Text), Pairs(scopes.Properties)));
        }

        return all;
    }

    private static List<object?> Items(RecordValue.ListReader list)
    {
        List<object?> items = [];
        while (list.MoveNext())
        {
            items.Add(Value(list.Current));
        }

        return items;
    }

    private static object? Value(RecordValue value) => value.Kind switch
    {
        RecordValueKind.Null => null,
        RecordValueKind.True => true,
        RecordValueKind.False => false,
        RecordValueKind.Integer => value.Integer,
        RecordValueKind.Unsigned => value.Unsigned,
        RecordValueKind.Double => value.Double,
        RecordValueKind.Single => value.Single,
        RecordValueKind.Decimal => value.Decimal,
        RecordValueKind.Text => Text(value.Text),
        RecordValueKind.Guid => value.Guid,
        RecordValueKind.DateTime => value.DateTime,
        RecordValueKind.DateTimeOffset => value.DateTimeOffset,
        RecordValueKind.Date => value.Date,
        RecordValueKind.Time => value.Time,
        RecordValueKind.Duration => value.Duration,
        RecordValueKind.Bytes => value.Bytes.ToArray(),
        RecordValueKind.List => Items(value.List),
        RecordValueKind.Map => Pairs(value.Map),
        _ => throw new InvalidOperationException($"The value kind {value.Kind} is not known."),
    };
}
