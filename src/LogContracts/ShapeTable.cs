using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>The shapes that a payload has defined so far, as places in that payload.</summary>
/// <remarks>Reused from payload to payload. Not thread-safe.</remarks>
public sealed class ShapeTable
{
    private static long s_lastSerial;

    private readonly Dictionary<int, Entry> _entries = [];
    private readonly List<TextPlace> _parts = [];

    /// <summary>Changes whenever a shape is defined.</summary>
    internal int Version { get; private set; }

    internal bool IsEmpty => _entries.Count == 0;

    internal void Clear()
    {
        _entries.Clear();
        _parts.Clear();
        Version++;
    }

    internal void Add(scoped ref RecordCursor entry)
    {
        int id = entry.Count(RecordFormat.MaxShapeId, "as a shape's id");
        Range category = Text(ref entry);
        int eventId = (int)entry.Zigzag();
        Range eventName = Text(ref entry);
        int templateLength = entry.Length();
        int templateStart = entry.Position;
        int firstPart = _parts.Count;
        Split(entry.Bytes(templateLength), templateStart);
        int names = entry.Count(RecordFormat.MaxProperties, "property names");
        int firstName = entry.Position;
        for (int i = 0; i < names; i++)
        {
            entry.Text();
        }

        _entries[id] = new Entry(category, eventId, eventName, templateStart..(templateStart + templateLength), firstName, names, firstPart, _parts.Count - firstPart, Interlocked.Increment(ref s_lastSerial));
        Version++;
    }

    internal Entry Find(int id) =>
        _entries.TryGetValue(id, out Entry entry) ? entry : throw new RecordFormatException($"A record names shape {id}, which its batch has not defined.");

    /// <summary>The texts of a template between its holes: one more than it has holes. Valid until the next shape is defined.</summary>
    internal ReadOnlySpan<TextPlace> Parts(int first, int count) => CollectionsMarshal.AsSpan(_parts).Slice(first, count);

    private void Split(ReadOnlySpan<byte> template, int start)
    {
        int from = 0;
        while (template[from..].IndexOf((byte)'{') is >= 0 and int text && template[(from + text)..].IndexOf((byte)'}') is >= 0 and int hole)
        {
            _parts.Add(new TextPlace(start + from, text));
            from += text + hole + 1;
        }

        _parts.Add(new TextPlace(start + from, template.Length - from));
    }

    private static Range Text(scoped ref RecordCursor entry)
    {
        int length = entry.Length();
        int start = entry.Position;
        entry.Bytes(length);
        return start..(start + length);
    }

    // The serial is that of this definition: no other shape of the process has it, in this payload or another.
    internal readonly record struct Entry(Range Category, int EventId, Range EventName, Range Template, int FirstName, int Names, int FirstPart, int Parts, long Serial);

    internal readonly record struct TextPlace(int Start, int Length);
}
