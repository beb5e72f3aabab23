using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LogActors;

/// <summary>Varints of up to eight bytes, read as one number of 64 bits. Stateless and thread-safe.</summary>
internal static class ShortVarint
{
    private const ulong Stops = 0x8080_8080_8080_8080;

    /// <summary>Reads the varint at <paramref name="position"/>.</summary>
    /// <returns>Its length; 0 if there are not eight bytes, or it has more.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TryRead(ReadOnlySpan<byte> bytes, int position, out ulong value)
    {
        value = 0;
        if ((uint)position > (uint)bytes.Length || bytes.Length - position < sizeof(ulong))
        {
            return 0;
        }

        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(position, sizeof(ulong)));
        ulong stops = ~word & Stops;
        if (stops == 0)
        {
            return 0;
        }

        // Seven bits of each byte up to the first stop, pushed together: pairs of bytes, pairs of pairs, both halves.
        word &= (stops ^ (stops - 1)) & ~Stops;
        word = (word & 0x007F_007F_007F_007F) | ((word & 0x7F00_7F00_7F00_7F00) >> 1);
        word = (word & 0x0000_3FFF_0000_3FFF) | ((word & 0x3FFF_0000_3FFF_0000) >> 2);
        value = (word & 0x0000_0000_0FFF_FFFF) | ((word & 0x0FFF_FFFF_0000_0000) >> 4);
        return (BitOperations.TrailingZeroCount(stops) >> 3) + 1;
    }
}
