using System.Text;

namespace LogActors.Tests;

/// <summary>Values for tests, in which only what matters to a test needs to be said.</summary>
internal static partial class Some
{
    public static readonly DateTime Time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567);

    public static readonly byte[] TraceId = Convert.FromHexString("4bf92f3577b34da6a3ce929d0e0e4736");

    public static readonly byte[] SpanId = Convert.FromHexString("00f067aa0ba902b7");

    /// <summary>A sealed payload of one record; without a message, that of its template.</summary>
    public static byte[] Payload(
        string? message = "Order 42 shipped",
        int level = 2,
        string category = "Shop.Orders",
        int eventId = 0,
        string? eventName = null,
        string? template = null,
        (string Name, object? Value)[]? properties = null,
        bool traced = false,
        string? exception = null,
        string exceptionType = "System.Exception",
        (string Text, (string Name, object? Value)[] Properties)[]? scopes = null,
        DateTime? at = null,
        (string Name, string Value)[]? resource = null)
    {
        properties ??= [];
        RecordShape shape = new(1, category, eventId, eventName, template, [.. properties.Select(p => p.Name)]);
        RecordEncoder encoder = new();
        encoder.Begin(shape.Id, (at ?? Time).Ticks, level, 700 * 1024);
        if (message is null)
        {
            encoder.MessageFromTemplate();
        }
        else
        {
            encoder.Message(message);
        }

        foreach ((_, object? value) in properties)
        {
            Write(encoder, value);
        }

        if (traced)
        {
            encoder.Trace(TraceId, SpanId, 1);
        }

        if (exception is not null)
        {
            encoder.Exception(exceptionType, exception);
        }

        if (scopes is not null)
        {
            int mark = encoder.BeginScopes();
            foreach ((string text, (string, object?)[] pairs) in scopes)
            {
                encoder.ScopeText(text);
                encoder.BeginScopeProperties(pairs.Length);
                WritePairs(encoder, pairs);
            }

            encoder.EndScopes(mark);
        }

        RecordResource described = new((resource ?? []).Select(attribute => KeyValuePair.Create(attribute.Name, attribute.Value)));
        return Sealed([.. described.Definition, .. shape.Definition], encoder.Written);
    }

    /// <summary>A record that has <paramref name="hostile"/> wherever a producer can put text.</summary>
    public static byte[] PayloadOf(string hostile) => Payload(
        message: hostile,
        category: hostile,
        eventId: -1,
        eventName: hostile,
        template: hostile,
        properties: [(hostile, hostile), (hostile, new object?[] { hostile }), ("Map", new (string, object?)[] { (hostile, hostile), (hostile, 1) })],
        traced: true,
        exception: hostile,
        exceptionType: hostile,
        scopes: [(hostile, [(hostile, hostile), ("@" + hostile, hostile)]), (hostile, [(hostile, 1)])],
        resource: [("service.name", hostile), (hostile, hostile)]);

    /// <summary>The same, with bytes that need not be UTF-8.</summary>
    public static byte[] PayloadOf(byte[] hostile)
    {
        // The encoder takes text only; so a text of the same length is exchanged in the sealed payload.
        byte[] stand = Encoding.ASCII.GetBytes("<" + new string('-', hostile.Length) + ">");
        byte[] payload = PayloadOf(Encoding.ASCII.GetString(stand));
        byte[] bytes = [(byte)'<', .. hostile, (byte)'>'];
        for (Span<byte> rest = payload; rest.IndexOf(stand) is >= 0 and int at; rest = rest[(at + stand.Length)..])
        {
            bytes.CopyTo(rest[at..]);
        }

        RecordFormat.Seal(payload);
        return payload;
    }

    /// <summary>A payload of the given entries, each with its kind but without its length; or with it, for a definition.</summary>
    public static byte[] Sealed(ReadOnlySpan<byte> definition, ReadOnlySpan<byte> record)
    {
        byte[] length = new byte[5];
        int bytes = RecordFormat.WriteVarint(length, (uint)record.Length);
        byte[] payload = [.. new byte[RecordFormat.HeaderBytes], .. definition, .. length[..bytes], .. record];
        RecordFormat.Seal(payload);
        return payload;
    }

    /// <summary>What <paramref name="renderer"/> makes of the payload's records.</summary>
    public static string Rendered(this IRecordRenderer renderer, byte[] payload)
    {
        LineBuffer output = new();
        foreach (LogRecord record in new RecordReader(payload, new ShapeTable()))
        {
            renderer.Render(record, output);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.Written);
    }

    private static void WritePairs(RecordEncoder encoder, (string Name, object? Value)[] pairs)
    {
        foreach ((string name, object? value) in pairs)
        {
            encoder.Name(name);
            Write(encoder, value);
        }
    }

    private static void Write(RecordEncoder encoder, object? value)
    {
        switch (value)
        {
            case null: encoder.Null(); break;
            case bool b: encoder.Value(b); break;
            case int i: encoder.Value((long)i); break;
            case long l: encoder.Value(l); break;
            case ulong u: encoder.Value(u); break;
            case double d: encoder.Value(d); break;
            case float f: encoder.Value(f); break;
            case decimal m: encoder.Value(m); break;
            case string s: encoder.Value(s.AsSpan()); break;
            case Guid g: encoder.Value(g); break;
            case DateTime t: encoder.Value(t); break;
            case DateTimeOffset o: encoder.Value(o); break;
            case DateOnly d: encoder.Value(d); break;
            case TimeOnly t: encoder.Value(t); break;
            case TimeSpan s: encoder.Value(s); break;
            case byte[] b: encoder.Value((ReadOnlySpan<byte>)b); break;
            case (string, object?)[] map: WriteContainer(encoder, RecordValueKind.Map, () => WritePairs(encoder, map)); break;
            case object?[] list: WriteContainer(encoder, RecordValueKind.List, () => Array.ForEach(list, item => Write(encoder, item))); break;
            default: throw new ArgumentException($"No encoding for {value.GetType()}.", nameof(value));
        }
    }

    private static void WriteContainer(RecordEncoder encoder, RecordValueKind kind, Action content)
    {
        int mark = encoder.BeginContainer(kind);
        content();
        encoder.EndContainer(mark);
    }
}
