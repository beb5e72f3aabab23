using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LogActors;

/// <summary>Copies short texts of which nothing is escaped, as one block. Stateless and thread-safe.</summary>
internal static class ShortText
{
    /// <summary>How many bytes are read and written, whatever the text's length.</summary>
    public const int BlockBytes = 32;

    private const byte FirstPlain = 0x20;
    private const byte PlainBytes = 0x7F - FirstPlain;

    /// <summary>Copies a text.</summary>
    /// <param name="source">The text, and <see cref="BlockBytes"/> behind it.</param>
    /// <param name="length">The text's length.</param>
    /// <param name="output">Room for the text and <see cref="BlockBytes"/> behind it, which are overwritten as well.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ReadOnlySpan<byte> source, int length, Span<byte> output)
    {
        if (length <= BlockBytes)
        {
            Vector256.Create(source).CopyTo(output);
        }
        else
        {
            source[..length].CopyTo(output);
        }
    }

    /// <summary>Copies a text if it is short, and ASCII of which <see cref="TextEscaper"/> escapes nothing.</summary>
    /// <param name="source">The text and what stands behind it.</param>
    /// <param name="length">The text's length.</param>
    /// <param name="output">Room for <see cref="BlockBytes"/>; those behind the text are overwritten as well.</param>
    /// <param name="json">Whether it is the inside of a JSON string.</param>
    /// <returns><see langword="false"/> if it is longer, not plain, or has too little behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCopy(ReadOnlySpan<byte> source, int length, Span<byte> output, bool json)
    {
        if (length > BlockBytes || source.Length < BlockBytes)
        {
            return false;
        }

        Vector256<byte> block = Vector256.Create(source);
        Vector256<byte> special = Vector256.GreaterThanOrEqual(block - Vector256.Create(FirstPlain), Vector256.Create(PlainBytes));
        if (json)
        {
            special |= Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'\\'));
        }

        ulong ofText = (1UL << length) - 1;
        if ((special.ExtractMostSignificantBits() & ofText) != 0)
        {
            return false;
        }

        block.CopyTo(output);
        return true;
    }
}
