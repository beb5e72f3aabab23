using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace LogActors;

/// <summary>What all records of one call site have in common, so that a batch carries it once: category, event, template and property names.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RecordShape
{
    private const int MaxTextBytes = 8 * 1024;
    private const int MaxNamesBytes = 24 * 1024;

    private readonly byte[] _definition;
    private readonly string[] _names;

    /// <summary>Makes a shape and encodes its definition.</summary>
    /// <param name="id">1 to <see cref="RecordFormat.MaxShapeId"/>, unique within the batches it is used in; or 0 for a shape that is defined before each record.</param>
    /// <param name="category">The logger's category. Like the other texts, it is cut in the definition if it is longer than any sane call site has it.</param>
    /// <param name="eventId">The event's number; 0 if it has none.</param>
    /// <param name="eventName">The event's name, or <see langword="null"/>.</param>
    /// <param name="template">The message template, or <see langword="null"/>.</param>
    /// <param name="names">The names of the properties, in the order of their values; at most <see cref="RecordFormat.MaxProperties"/>. Kept.</param>
    public RecordShape(int id, string category, int eventId, string? eventName, string? template, string[] names)
    {
        ArgumentNullException.ThrowIfNull(category);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)id, (uint)RecordFormat.MaxShapeId, nameof(id));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Length, RecordFormat.MaxProperties, nameof(names));
        Id = id;
        Category = category;
        EventId = eventId;
        EventName = eventName;
        Template = template;
        _names = names;
        _definition = Encode();
    }

    /// <summary>The id that records name it by.</summary>
    public int Id { get; }

    /// <summary>The logger's category.</summary>
    public string Category { get; }

    /// <summary>The event's number; 0 if it has none.</summary>
    public int EventId { get; }

    /// <summary>The event's name, or <see langword="null"/>.</summary>
    public string? EventName { get; }

    /// <summary>The message template, or <see langword="null"/>.</summary>
    public string? Template { get; }

    /// <summary>The names of the properties, in the order of their values.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>The definition as a whole entry, its length included.</summary>
    public ReadOnlySpan<byte> Definition => _definition;

    private byte[] Encode()
    {
        List<byte> body = [RecordFormat.ShapeKind];
        WriteNumber(body, (uint)Id);
        WriteText(body, Category, MaxTextBytes);
        WriteNumber(body, (ulong)(((long)EventId << 1) ^ ((long)EventId >> 63)));
        WriteText(body, EventName ?? "", MaxTextBytes);
        WriteText(body, Template ?? "", MaxTextBytes);
        WriteNumber(body, (uint)_names.Length);
        foreach (string name in _names)
        {
            WriteText(body, name, MaxNamesBytes / _names.Length);
        }

        Debug.Assert(body.Count <= RecordFormat.MaxShapeBytes, "Three texts and the names fit a shape.");

        List<byte> entry = [];
        WriteNumber(entry, (uint)body.Count);
        entry.AddRange(body);
        return [.. entry];
    }

    // A definition is made once for each call site, so this is not a hot path.
    private static void WriteText(List<byte> output, string text, int maxBytes)
    {
        int whole = Encoding.UTF8.GetByteCount(text);
        byte[] bytes = new byte[Math.Min(whole, maxBytes) + RecordFormat.MaxCutMarkerBytes];
        Utf8.FromUtf16(text, bytes.AsSpan(0, Math.Min(whole, maxBytes)), out _, out int written);
        written += written < whole ? RecordFormat.WriteCutMarker(bytes.AsSpan(written), whole - written) : 0;
        WriteNumber(output, (uint)written);
        output.AddRange(bytes.AsSpan(0, written));
    }

    private static void WriteNumber(List<byte> output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        output.AddRange(bytes[..RecordFormat.WriteVarint(bytes, value)]);
    }
}
