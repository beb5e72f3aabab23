using System.Collections;
using System.Globalization;

namespace LogActors;

/// <summary>Writes a property's value with its type; what has no type on the wire becomes its text.</summary>
/// <remarks>Never throws: a value whose <c>ToString</c> or enumerator fails becomes a text that says so.</remarks>
internal static class ValueEncoder
{
    // Kept free at the record's end, so that the marks of missing items, one for each depth, are not cut themselves.
    private const int MarkerBytes = 256;

    /// <summary>Writes a value; what a list or dictionary holds once the record has <paramref name="maxRecordBytes"/> is left out, with a mark.</summary>
    public static void Write(RecordEncoder encoder, object? value, int maxRecordBytes, int depth = 0)
    {
        if (PlainValue.TryWrite(encoder, value))
        {
            return;
        }

        switch (value)
        {
            case byte[] bytes: encoder.Value(bytes.AsSpan()); break;
            case ReadOnlyMemory<byte> bytes: encoder.Value(bytes.Span); break;
            case Memory<byte> bytes: encoder.Value((ReadOnlySpan<byte>)bytes.Span); break;
            case ArraySegment<byte> bytes: encoder.Value((ReadOnlySpan<byte>)bytes.AsSpan()); break;
            case IEnumerable items and not IFormattable when depth < RecordFormat.MaxDepth: WriteItems(encoder, items, maxRecordBytes, depth); break;
            default: encoder.Value(TextOf(value!).AsSpan()); break;
        }
    }

    /// <summary>The value's text in the invariant culture, or a text that says why there is none.</summary>
    public static string TextOf(object value)
    {
        try
        {
            return (value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()) ?? "";
        }
        catch (Exception exception)
        {
            return Failure(value, exception);
        }
    }

    /// <summary>The exception's message, or a text that says there is none.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception)
        {
            return "(and its message could not be read)";
        }
    }

    private static string Failure(object value, Exception exception) =>
        $"({value.GetType()} could not be rendered: {exception.GetType()}: {MessageOf(exception)})";

    // The items are taken before the first is written, since an enumerator may throw half-way.
    private static void WriteItems(RecordEncoder encoder, IEnumerable items, int maxRecordBytes, int depth)
    {
        List<object?> taken;
        int? missing;
        try
        {
            taken = Take(items, out missing);
        }
        catch (Exception exception)
        {
            encoder.Value(Failure(items, exception).AsSpan());
            return;
        }

        bool map = items is IDictionary or IEnumerable<KeyValuePair<string, object?>>;
        int mark = encoder.BeginContainer(map ? RecordValueKind.Map : RecordValueKind.List);
        for (int i = 0; i < taken.Count; i++)
        {
            if (encoder.Written.Length > maxRecordBytes - MarkerBytes)
            {
                missing += taken.Count - i;
                WriteMissing(encoder, map, missing);
                encoder.EndContainer(mark);
                return;
            }

            (object? key, object? content) = taken[i] switch
            {
                DictionaryEntry entry when map => (entry.Key, entry.Value),
                KeyValuePair<string, object?> pair when map => (pair.Key, pair.Value),
                var item => ((object?)null, item),
            };
            if (map)
            {
                encoder.Name(key is null ? "" : TextOf(key));
            }

            Write(encoder, content, maxRecordBytes, depth + 1);
        }

        if (missing != 0)
        {
            WriteMissing(encoder, map, missing);
        }

        encoder.EndContainer(mark);
    }

    // A dictionary's own enumerator yields entries; as a mere sequence it yields pairs of whatever types it has.
    private static List<object?> Take(IEnumerable items, out int? missing)
    {
        List<object?> taken = [];
        IEnumerator enumerator = items is IDictionary dictionary ? dictionary.GetEnumerator() : items.GetEnumerator();
        using (enumerator as IDisposable)
        {
            while (enumerator.MoveNext())
            {
                if (taken.Count == RecordFormat.MaxProperties)
                {
                    taken.RemoveAt(taken.Count - 1);
                    missing = items is ICollection { Count: int count } ? count - taken.Count : null;
                    return taken;
                }

                taken.Add(enumerator.Current);
            }
        }

        missing = 0;
        return taken;
    }

    private static void WriteMissing(RecordEncoder encoder, bool map, int? missing)
    {
        string count = missing is { } known ? string.Create(CultureInfo.InvariantCulture, $"[+{known} items]") : "";
        if (map)
        {
            encoder.Name("…");
            encoder.Value(count.AsSpan());
        }
        else
        {
            encoder.Value($"…{count}".AsSpan());
        }
    }
}
