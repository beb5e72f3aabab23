using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LogActors;

/// <summary>The one place where text from a producer becomes text of a log file: whatever bytes come in, valid UTF-8 without a line end, tab or control character goes out.</summary>
/// <remarks>
/// Escaped are C0 controls, DEL, C1 controls, the line separators U+2028 and U+2029, and the direction marks U+061C, U+200E, U+200F, U+202A to U+202E and
/// U+2066 to U+2069; each maximal run of bytes that cannot be UTF-8 becomes one U+FFFD. Stateless and thread-safe.
/// </remarks>
internal static class TextEscaper
{
    private const byte FirstPlain = 0x20;
    private const byte LastPlain = 0x7E;

    // In valid UTF-8 everything that is escaped above ASCII begins with one of these: C1 with C2, U+061C with D8, the rest with E2.
    private static ReadOnlySpan<byte> SuspectLeads => [0xC2, 0xD8, 0xE2];

    private static readonly SearchValues<byte> JsonPlain = SearchValues.Create(
        [.. Enumerable.Range(FirstPlain, LastPlain - FirstPlain + 1).Select(b => (byte)b).Where(b => b is not ((byte)'"' or (byte)'\\'))]);

    private static readonly SearchValues<byte> TextSuspects = SearchValues.Create(
        [.. Enumerable.Range(0, FirstPlain).Select(b => (byte)b), 0x7F, .. SuspectLeads]);

    private static readonly SearchValues<byte> JsonSuspects = SearchValues.Create(
        [.. Enumerable.Range(0, FirstPlain).Select(b => (byte)b), 0x7F, .. SuspectLeads, (byte)'"', (byte)'\\']);

    private static readonly SearchValues<byte> TextUnproven = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => b is < FirstPlain or > LastPlain)]);

    private static readonly SearchValues<byte> JsonUnproven = SearchValues.Create(
        [.. Enumerable.Range(0, 256).Select(b => (byte)b).Where(b => b is < FirstPlain or > LastPlain or (byte)'"' or (byte)'\\')]);

    /// <summary>Appends <paramref name="text"/> for a person to read: <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\x1b</c>, <c>\u202e</c>; a backslash stays single.</summary>
    public static void AppendText(LineBuffer output, ReadOnlySpan<byte> text)
    {
        int plain = text.IndexOfAnyExceptInRange(FirstPlain, LastPlain);
        if (plain < 0)
        {
            output.Append(text);
            return;
        }

        output.Append(text[..plain]);
        AppendEscaped(output, text[plain..], json: false);
    }

    /// <summary>Appends <paramref name="text"/> as the inside of a JSON string, so that every valid character comes back when it is read.</summary>
    public static void AppendJson(LineBuffer output, ReadOnlySpan<byte> text)
    {
        int plain = text.IndexOfAnyExcept(JsonPlain);
        if (plain < 0)
        {
            output.Append(text);
            return;
        }

        output.Append(text[..plain]);
        AppendEscaped(output, text[plain..], json: true);
    }

    /// <summary>Appends <paramref name="text"/> as a JSON string, quotes included.</summary>
    public static void AppendJsonString(LineBuffer output, ReadOnlySpan<byte> text)
    {
        int plain = text.IndexOfAnyExcept(JsonPlain);
        if (plain < 0)
        {
            Span<byte> span = output.GetSpan(text.Length + 2);
            span[0] = (byte)'"';
            text.CopyTo(span[1..]);
            span[text.Length + 1] = (byte)'"';
            output.Advance(text.Length + 2);
            return;
        }

        output.Append((byte)'"');
        output.Append(text[..plain]);
        AppendEscaped(output, text[plain..], json: true);
        output.Append((byte)'"');
    }

    /// <summary>Whether a character is one that no format writes as it is.</summary>
    public static bool IsEscaped(Rune rune) => rune.Value
        is < FirstPlain
        or (> LastPlain and < 0xA0)
        or 0x061C
        or 0x200E or 0x200F
        or (>= 0x2028 and <= 0x202E)
        or (>= 0x2066 and <= 0x2069);

    // Valid text is copied in runs up to the next byte that may begin something to escape. In text that is not valid UTF-8
    // no byte above ASCII can be trusted, so that each of them is decoded.
    private static void AppendEscaped(LineBuffer output, ReadOnlySpan<byte> text, bool json)
    {
        SearchValues<byte> stops = Utf8.IsValid(text)
            ? (json ? JsonSuspects : TextSuspects)
            : (json ? JsonUnproven : TextUnproven);
        while (text.IndexOfAny(stops) is >= 0 and int run)
        {
            output.Append(text[..run]);
            text = text[run..];
            bool whole = Rune.DecodeFromUtf8(text, out Rune rune, out int bytes) == OperationStatus.Done;
            if (!whole)
            {
                output.Append("\uFFFD"u8);
            }
            else if (IsEscaped(rune) || (json && rune.Value is '"' or '\\'))
            {
                AppendEscape(output, rune.Value, json);
            }
            else
            {
                output.Append(text[..bytes]);
            }

            text = text[bytes..];
        }

        output.Append(text);
    }

    private static void AppendEscape(LineBuffer output, int value, bool json)
    {
        char letter = value switch
        {
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '"' or '\\' => (char)value,
            _ when json => 'u',
            < 0x80 => 'x',
            _ => 'u',
        };
        output.Append((byte)'\\');
        output.Append((byte)letter);
        for (int shift = letter == 'u' ? 12 : letter == 'x' ? 4 : -4; shift >= 0; shift -= 4)
        {
            output.Append("0123456789abcdef"u8[(value >> shift) & 0xF]);
        }
    }
}
