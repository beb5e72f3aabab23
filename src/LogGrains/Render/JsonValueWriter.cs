namespace LogActors;

/// <summary>Writes a property's value as JSON, whatever its type; containers deeper than <see cref="RecordFormat.MaxDepth"/> become <c>"…"</c>.</summary>
/// <remarks>In a map of which two names are equal, the first wins. Allocates nothing once it has grown. Not thread-safe.</remarks>
internal sealed class JsonValueWriter
{
    private readonly NameSet[] _names = [.. Enumerable.Range(0, RecordFormat.MaxDepth).Select(_ => new NameSet())];

    /// <summary>Appends the value.</summary>
    public void Append(LineBuffer output, in RecordValue value) => Append(output, value, depth: 0);

    private void Append(LineBuffer output, in RecordValue value, int depth)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Text:
                TextEscaper.AppendJsonString(output, value.Text);
                break;
            case RecordValueKind.List or RecordValueKind.Map when depth == RecordFormat.MaxDepth:
                output.Append("\"…\""u8);
                break;
            case RecordValueKind.List:
                AppendList(output, value.List, depth + 1);
                break;
            case RecordValueKind.Map:
                AppendMap(output, value.Map, depth + 1);
                break;
            default:
                AppendScalar(output, value);
                break;
        }
    }

    private void AppendList(LineBuffer output, RecordValue.ListReader list, int depth)
    {
        output.Append((byte)'[');
        for (bool first = true; list.MoveNext(); first = false)
        {
            if (!first)
            {
                output.Append((byte)',');
            }

            Append(output, list.Current, depth);
        }

        output.Append((byte)']');
    }

    private void AppendMap(LineBuffer output, RecordProperties map, int depth)
    {
        NameSet names = _names[depth - 1];
        names.Clear();
        output.Append((byte)'{');
        while (map.MoveNext())
        {
            int known = names.Count;
            int start = names.Bytes.Length;
            TextEscaper.AppendJson(names.Bytes, map.Name);
            if (names.Add(start) != known)
            {
                continue;
            }

            output.Append(known == 0 ? "\""u8 : ",\""u8);
            output.Append(names[known]);
            output.Append("\":"u8);
            Append(output, map.Value, depth);
        }

        output.Append((byte)'}');
    }

    private static void AppendScalar(LineBuffer output, in RecordValue value)
    {
        if (ScalarWriter.IsJsonLiteral(value))
        {
            ScalarWriter.Append(output, value);
            return;
        }

        output.Append((byte)'"');
        ScalarWriter.Append(output, value);
        output.Append((byte)'"');
    }
}
