using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LogActors;

/// <summary>CRC-32C (Castagnoli, polynomial 0x1EDC6F41 reflected, as in RFC 3720 appendix B.4), by the processor's own instruction where it has one.</summary>
/// <remarks>
/// Stateless and thread-safe. The instruction takes three cycles, and a processor can begin one in each: so three lanes are summed up side by side and then put together, as in Mark Adler's crc32c.c.
/// </remarks>
public static class Crc32C
{
    private const int LaneBytes = 1024;
    private const int Lanes = 3;

    private static readonly uint[] s_pastLane = PastLaneTable();

    /// <summary>The checksum of <paramref name="bytes"/>; 0 for none.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= Lanes * LaneBytes)
        {
            crc = AddLanes(crc, bytes);
            bytes = bytes[(Lanes * LaneBytes)..];
        }

        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
        {
            crc = Add(crc, word);
        }

        foreach (byte value in bytes[(words.Length * sizeof(ulong))..])
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private static uint AddLanes(uint crc, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> first = Lane(bytes, 0);
        ReadOnlySpan<ulong> second = Lane(bytes, 1);
        ReadOnlySpan<ulong> third = Lane(bytes, 2);
        uint ofSecond = 0;
        uint ofThird = 0;
        for (int i = 0; i < first.Length && i < second.Length && i < third.Length; i++)
        {
            crc = Add(crc, first[i]);
            ofSecond = Add(ofSecond, second[i]);
            ofThird = Add(ofThird, third[i]);
        }

        return PastLane(PastLane(crc) ^ ofSecond) ^ ofThird;
    }

    private static ReadOnlySpan<ulong> Lane(ReadOnlySpan<byte> bytes, int lane) => MemoryMarshal.Cast<byte, ulong>(bytes.Slice(lane * LaneBytes, LaneBytes));

    private static uint Add(uint crc, ulong word) => BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));

    // What a checksum becomes when a lane of zeros comes after it: by linearity, what each of its bytes becomes, put together.
    private static uint PastLane(uint crc) =>
        s_pastLane[(byte)crc] ^ s_pastLane[256 + (byte)(crc >> 8)] ^ s_pastLane[512 + (byte)(crc >> 16)] ^ s_pastLane[768 + (byte)(crc >> 24)];

    private static uint[] PastLaneTable()
    {
        uint[] table = new uint[sizeof(uint) * 256];
        for (int bit = 0; bit < 32; bit++)
        {
            uint crc = 1u << bit;
            for (int i = 0; i < LaneBytes / sizeof(ulong); i++)
            {
                crc = BitOperations.Crc32C(crc, 0ul);
            }

            Span<uint> ofByte = table.AsSpan(bit / 8 * 256, 256);
            for (int value = 0; value < ofByte.Length; value++)
            {
                ofByte[value] ^= (value & (1 << (bit % 8))) != 0 ? crc : 0;
            }
        }

        return table;
    }
}
