using System.Globalization;
using System.Text;

namespace LogActors.Chaos;

/// <summary>The text of a record: a function of its producer's tag and its sequence, so that nobody has to keep it, with a checksum of its own.</summary>
/// <remarks><code>tag SP sequence SP filler SP crc32c</code> The checksum is of all before its space. Pure; thread-safe.</remarks>
internal static class ChaosRecord
{
    /// <summary>The logger's category of every record that is checked.</summary>
    public const string Category = "Chaos";

    /// <summary>The category of records from clients that mean harm; nobody promised them anything.</summary>
    public const string HostileCategory = "Hostile";

    // Divides no usual size of a batch, so that errors come at every place in one.
    private const int ErrorsApart = 29;

    private const int ChecksumDigits = 8;
    private static readonly string[] Words = ["lorem", "ipsum", "größe", "数据", "naïve", "x", "🙂", "0123456789abcdef"];

    /// <summary>Makes the text.</summary>
    /// <param name="tag">The producer: ASCII letters, digits and dots.</param>
    /// <param name="sequence">From 0.</param>
    public static string Text(string tag, long sequence)
    {
        StringBuilder text = new(256);
        text.Append(tag).Append(' ').Append(sequence.ToString(CultureInfo.InvariantCulture)).Append(' ');
        ulong state = Mix(Crc32C.Compute(Encoding.UTF8.GetBytes(tag)) + ((ulong)sequence * 0x9E3779B97F4A7C15));
        int words = (int)(state % 24) + (state % 97 == 0 ? 400 : 1);                        // one in a hundred is long
        for (int word = 0; word < words; word++)
        {
            state = Mix(state + 1);
            text.Append(Words[(int)(state % (ulong)Words.Length)]);
        }

        uint checksum = Crc32C.Compute(Encoding.UTF8.GetBytes(text.ToString()));
        return text.Append(' ').Append(checksum.ToString("x8", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Whether a record is an error, if errors are asked for: a silo acknowledges those when they are on the disk.</summary>
    public static bool IsError(long sequence) => sequence % ErrorsApart == 0;

    /// <summary>Reads a text back.</summary>
    /// <returns>Whether it is a whole record: its checksum matches.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> tag, out long sequence)
    {
        tag = default;
        sequence = -1;
        int body = text.Length - ChecksumDigits - 1;
        if (body < 0 || text[body] != (byte)' '
            || !uint.TryParse(text[(body + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint checksum)
            || checksum != Crc32C.Compute(text[..body]))
        {
            return false;
        }

        int first = text.IndexOf((byte)' ');
        int second = first < 0 ? -1 : text[(first + 1)..body].IndexOf((byte)' ');
        if (second < 0 || !long.TryParse(text.Slice(first + 1, second), NumberStyles.None, CultureInfo.InvariantCulture, out sequence))
        {
            return false;
        }

        tag = text[..first];
        return true;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
