namespace LogActors;

/// <summary>The shapes that a payload has defined so far, as places in that payload.</summary>
/// <remarks>Reused from payload to payload. Not thread-safe.</remarks>
public sealed class ShapeTable
{
    private readonly Dictionary<int, Entry> _entries = [];

    internal void Clear() => _entries.Clear();

    internal void Add(scoped ref RecordCursor entry)
    {
        int id = entry.Count(RecordFormat.MaxShapeId, "as a shape's id");
        Range category = Text(ref entry);
        int eventId = (int)entry.Zigzag();
        Range eventName = Text(ref entry);
        Range template = Text(ref entry);
        int names = entry.Count(RecordFormat.MaxProperties, "property names");
        int firstName = entry.Position;
        for (int i = 0; i < names; i++)
        {
            entry.Text();
        }

        _entries[id] = new Entry(category, eventId, eventName, template, firstName, names);
    }

    internal Entry Find(int id) =>
        _entries.TryGetValue(id, out Entry entry) ? entry : throw new RecordFormatException($"A record names shape {id}, which its batch has not defined.");

    private static Range Text(scoped ref RecordCursor entry)
    {
        int length = entry.Length();
        int start = entry.Position;
        entry.Bytes(length);
        return start..(start + length);
    }

    internal readonly record struct Entry(Range Category, int EventId, Range EventName, Range Template, int FirstName, int Names);
}
