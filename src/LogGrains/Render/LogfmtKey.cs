using System.Buffers;
using System.Text;

namespace LogActors;

/// <summary>The keys of logfmt lines: how a name is spelled as one, and which the format has of its own.</summary>
/// <remarks>A key keeps letters and digits of any script, <c>_</c>, <c>.</c> and <c>-</c>; every other character becomes <c>_</c>. Stateless and thread-safe.</remarks>
internal static class LogfmtKey
{
    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"u8);

    /// <summary>Appends a name as a key.</summary>
    public static void Append(LineBuffer output, ReadOnlySpan<byte> name)
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

    /// <summary>Whether the format has this key of its own.</summary>
    public static bool IsFixed(ReadOnlySpan<byte> key) => key.Length switch
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
