using System.Buffers;

namespace LogActors;

/// <summary>Writes properties as <c>key=value</c> pairs with a space between, quoted where the value could be read as something else.</summary>
/// <param name="line">
/// The resource in the logfmt line that the pairs belong to: then the first has a space in front, and keys equal to one that the line has of its own or from the resource get <c>_</c> in front. <see langword="null"/>
/// if they stand by themselves.
/// </param>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LogfmtPropertyWriter(ResourceWriter? line) : PropertyWriter
{
    // Without quotes stands what no reader of logfmt can misread: ASCII without space, '=', '"' and '\'.
    private static readonly SearchValues<byte> BareBytes = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(b => (byte)b).Where(b => b is not ((byte)'=' or (byte)'"' or (byte)'\\'))]);

    private readonly JsonValueWriter _json = new();
    private readonly LineBuffer _container = new();

    /// <summary>Appends a text, in quotes if it is empty, reads like <c>null</c>, or contains more than plain characters.</summary>
    public static void AppendText(LineBuffer output, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.ContainsAnyExcept(BareBytes) || text.SequenceEqual("null"u8))
        {
            TextEscaper.AppendJsonString(output, text);
            return;
        }

        output.Append(text);
    }

    /// <inheritdoc/>
    protected override bool IsJson => false;

    /// <inheritdoc/>
    protected override void AppendName(LineBuffer output, ReadOnlySpan<byte> name)
    {
        int start = output.Length;
        LogfmtKey.Append(output, name);
        for (int marks = 1; line is not null && IsTaken(output.Written[start..], line); marks++)
        {
            output.TruncateTo(start);
            output.GetSpan(marks)[..marks].Fill((byte)'_');
            output.Advance(marks);
            LogfmtKey.Append(output, name);
        }
    }

    /// <inheritdoc/>
    protected override void AppendKey(LineBuffer output, ReadOnlySpan<byte> name, bool first)
    {
        if (line is not null || !first)
        {
            output.Append((byte)' ');
        }

        output.Append(name);
        output.Append((byte)'=');
    }

    /// <inheritdoc/>
    public override void AppendValue(LineBuffer output, in RecordValue value)
    {
        switch (value.Kind)
        {
            case RecordValueKind.Text:
                AppendText(output, value.Text);
                break;
            case RecordValueKind.List or RecordValueKind.Map or RecordValueKind.Bytes or >= (RecordValueKind)0x80:
                AppendQuoted(output, value);
                break;
            default:
                ScalarWriter.Append(output, value);
                break;
        }
    }

    // A resource may have a key and the same with '_' in front, so one mark may not be enough; but it has not more than MaxResourceAttributes.
    private static bool IsTaken(ReadOnlySpan<byte> key, ResourceWriter line) => LogfmtKey.IsFixed(key) || line.IsKey(key);

    // A list or map stands there as JSON; bytes as base64, which may end in '='.
    private void AppendQuoted(LineBuffer output, in RecordValue value)
    {
        _container.Clear();
        if (ScalarWriter.Excludes(value.Kind))
        {
            _json.Append(_container, value);
        }
        else
        {
            ScalarWriter.Append(_container, value);
        }

        AppendText(output, _container.Written);
    }
}
