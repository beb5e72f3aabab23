using System.Globalization;
using System.Text;

namespace LogActors.Fuzz;

/// <summary>The table under "Escaping" in <c>docs/formats.md</c>, taken literally: one character after the other, without regard to speed.</summary>
internal static class EscapeReference
{
    private const int Replacement = 0xFFFD;

    public static string Text(ReadOnlySpan<byte> bytes) => string.Concat(Decode(bytes).Select(TextOf));

    public static string Json(ReadOnlySpan<byte> bytes) => string.Concat(Decode(bytes).Select(JsonOf));

    /// <summary>The characters that bytes stand for, as the Unicode standard has it (3.9, best practice for U+FFFD substitution): the longest beginning of a character that is not continued counts once.</summary>
    public static List<int> Decode(ReadOnlySpan<byte> bytes)
    {
        List<int> characters = [];
        int at = 0;
        while (at < bytes.Length)
        {
            byte lead = bytes[at++];
            (int more, byte low, byte high) = lead switch
            {
                < 0x80 => (0, (byte)0, (byte)0),
                >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
                0xE0 => (2, (byte)0xA0, (byte)0xBF),
                0xED => (2, (byte)0x80, (byte)0x9F),
                >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
                0xF0 => (3, (byte)0x90, (byte)0xBF),
                >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
                0xF4 => (3, (byte)0x80, (byte)0x8F),
                _ => (-1, (byte)0, (byte)0),
            };
            if (more < 0)
            {
                characters.Add(Replacement);
                continue;
            }

            int value = more == 0 ? lead : lead & (0x3F >> more);
            while (more > 0 && at < bytes.Length && bytes[at] >= low && bytes[at] <= high)
            {
                value = (value << 6) | (bytes[at++] & 0x3F);
                (low, high) = (0x80, 0xBF);
                more--;
            }

            characters.Add(more == 0 ? value : Replacement);
        }

        return characters;
    }

    private static string TextOf(int character) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        < 0x20 or 0x7F => @"\x" + Hex(character, 2),
        _ when IsSpecial(character) => @"\u" + Hex(character, 4),
        _ => char.ConvertFromUtf32(character),
    };

    private static string JsonOf(int character) => character switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        '"' => "\\\"",
        '\\' => @"\\",
        < 0x20 or 0x7F => @"\u" + Hex(character, 4),
        _ when IsSpecial(character) => @"\u" + Hex(character, 4),
        _ => char.ConvertFromUtf32(character),
    };

    private static bool IsSpecial(int character) =>
        character is >= 0x80 and <= 0x9F
        || character is 0x2028 or 0x2029
        || character is 0x061C or 0x200E or 0x200F
        || character is >= 0x202A and <= 0x202E
        || character is >= 0x2066 and <= 0x2069;

    private static string Hex(int character, int digits) => character.ToString("x" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The text of characters.</summary>
    public static string Concat(IEnumerable<int> characters)
    {
        StringBuilder text = new();
        foreach (int character in characters)
        {
            text.Append(char.ConvertFromUtf32(character));
        }

        return text.ToString();
    }
}
