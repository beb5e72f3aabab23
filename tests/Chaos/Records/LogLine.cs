using System.Text;
using System.Text.Unicode;

namespace LogActors.Chaos;

/// <summary>Reads a line of a text log file: what it is, without asking anybody what it should be.</summary>
internal static class LogLine
{
    private const string TimestampForm = "0000-00-00T00:00:00.0000000Z";

    /// <summary>Says what a line is.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="tag">The producer's tag, for <see cref="LineKind.Record"/>.</param>
    /// <param name="sequence">The record's sequence, for <see cref="LineKind.Record"/>.</param>
    public static LineKind Read(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> tag, out long sequence)
    {
        tag = default;
        sequence = -1;
        if (line.ContainsAnyInRange((byte)0, (byte)0x1F) || !Utf8.IsValid(line) || !TrySplit(line, out ReadOnlySpan<byte> category, out ReadOnlySpan<byte> message))
        {
            return LineKind.Torn;
        }

        if (category.SequenceEqual("Chaos"u8))
        {
            return ChaosRecord.TryParse(message, out tag, out sequence) ? LineKind.Record : LineKind.Torn;
        }

        return category.StartsWith("LogActors."u8) ? LineKind.System
            : category.SequenceEqual("Hostile"u8) ? LineKind.Hostile
            : LineKind.Foreign;
    }

    // The default template: {Timestamp} [{Level}] {Category} {Message}
    private static bool TrySplit(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> category, out ReadOnlySpan<byte> message)
    {
        category = message = default;
        if (line.Length < TimestampForm.Length + 3 || !HasTimestamp(line) || line[TimestampForm.Length] != (byte)' ' || line[TimestampForm.Length + 1] != (byte)'[')
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[(TimestampForm.Length + 2)..];
        int level = rest.IndexOf("] "u8);
        if (level is <= 0 or > 11 || rest[..level].ContainsAnyExcept(Letters))
        {
            return false;
        }

        rest = rest[(level + 2)..];
        int space = rest.IndexOf((byte)' ');
        if (space <= 0)
        {
            return false;
        }

        category = rest[..space];
        message = rest[(space + 1)..];
        return true;
    }

    private static readonly System.Buffers.SearchValues<byte> Letters =
        System.Buffers.SearchValues.Create(Encoding.ASCII.GetBytes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"));

    private static bool HasTimestamp(ReadOnlySpan<byte> line)
    {
        for (int i = 0; i < TimestampForm.Length; i++)
        {
            if (TimestampForm[i] == '0' ? !char.IsAsciiDigit((char)line[i]) : line[i] != TimestampForm[i])
            {
                return false;
            }
        }

        return true;
    }
}
