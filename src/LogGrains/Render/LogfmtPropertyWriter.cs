using System.Buffers;
using System.Text;

namespace LogActors;

/// <summary>Writes properties as <c>key=value</c> pairs with a space between, quoted where the value could be read as something else.</summary>
/// <param name="followsFixedKeys">Whether the pairs follow the keys that a logfmt line has of its own: then the first has a space in front, and keys equal to one of those get <c>_</c> in front.</param>
/// <remarks>A key keeps letters and digits of any script, <c>_</c>, <c>.</c> and <c>-</c>; every other character becomes <c>_</c>. Not thread-safe.</remarks>
internal sealed class LogfmtPropertyWriter(bool followsFixedKeys) : PropertyWriter
{
    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

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
        AppendSpelled(output, name);
        if (followsFixedKeys && IsFixed(output.Written[start..]))
        {
            output.TruncateTo(start);
            output.Append((byte)'_');
            AppendSpelled(output, name);
        }
    }

    /// <inheritdoc/>
    protected override void AppendKey(LineBuffer output, ReadOnlySpan<byte> name, bool first)
    {
        if (followsFixedKeys || !first)
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

    private static void AppendSpelled(LineBuffer output, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            output.Append((byte)'_');
        }

        while (name.IndexOfAnyExcept(KeyBytes) is >= 0 and int plain)
        {
            output.Append(name[..plain]);
            name = name[plain..];
            bool whole = Rune.DecodeFromUtf8(name, out Rune rune, out int bytes) == OperationStatus.Done;
            output.Append(whole && Rune.IsLetterOrDigit(rune) ? name[..bytes] : "_"u8);
            name = name[bytes..];
        }

        output.Append(name);
    }

    private static bool IsFixed(ReadOnlySpan<byte> key) => key.Length switch
    {
        2 => key.SequenceEqual("ts"u8),
        3 => key.SequenceEqual("msg"u8),
        5 => key.SequenceEqual("level"u8) || key.SequenceEqual("event"u8),
        6 => key.SequenceEqual("scopes"u8),
        7 => key.SequenceEqual("span_id"u8),
        8 => key.SequenceEqual("category"u8) || key.SequenceEqual("event_id"u8) || key.SequenceEqual("trace_id"u8),
        9 => key.SequenceEqual("exception"u8),
        _ => false,
    };
}
