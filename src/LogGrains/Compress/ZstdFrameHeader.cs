using System.Buffers.Binary;

namespace LogActors;

/// <summary>
/// The beginning of a zstd frame (RFC 8878, section 3.1.1): <c>magic u32 · descriptor u8 · window u8? · dictionary u8, u16 or u32? · text length u8, u16, u32 or u64?</c>.
/// Behind it come blocks of <c>last:1 type:2 length:21 · content</c>, and the checksum.
/// </summary>
/// <param name="Length">The header's own bytes.</param>
/// <param name="TextLength">What the frame says of its text.</param>
internal readonly record struct ZstdFrameHeader(int Length, ulong TextLength)
{
    private const uint Magic = 0xFD2FB528;
    private const int MaxBytes = 18;
    private const int BlockHeaderBytes = 3;
    private const int RepeatedByte = 1;                         // the block type whose length is the text's: its content is one byte
    private const int ChecksumBytes = sizeof(uint);

    /// <summary>Reads the header of the frame at <paramref name="offset"/>.</summary>
    /// <returns><see langword="null"/> if there is none, or one without text length or checksum.</returns>
    public static ZstdFrameHeader? Read(IStoredFile file, long offset)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes = bytes[..file.Read(offset, bytes)];
        if (bytes.Length < sizeof(uint) + 1 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return null;
        }

        int descriptor = bytes[sizeof(uint)];
        bool isWindowless = (descriptor & 0x20) != 0;
        bool hasChecksum = (descriptor & 0x04) != 0;
        int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
        int lengthFlag = descriptor >> 6;
        int lengthBytes = lengthFlag == 0 && !isWindowless ? 0 : 1 << lengthFlag;
        int at = sizeof(uint) + 1 + (isWindowless ? 0 : 1) + dictionaryBytes;
        if (!hasChecksum || lengthBytes == 0 || bytes.Length < at + lengthBytes)
        {
            return null;
        }

        ulong textLength = lengthBytes switch
        {
            sizeof(byte) => bytes[at],
            sizeof(ushort) => 256u + BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]),
            sizeof(uint) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]),
        };
        return new ZstdFrameHeader(at + lengthBytes, textLength);
    }

    /// <summary>How long the whole frame is that begins with this header, by the headers of its blocks.</summary>
    /// <returns><see langword="null"/> if it runs over <paramref name="end"/>.</returns>
    public long? MeasureFrame(IStoredFile file, long offset, long end)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        bytes.Clear();
        long at = offset + Length;
        bool isLast = false;
        while (!isLast)
        {
            if (at > end - BlockHeaderBytes || file.Read(at, bytes[..BlockHeaderBytes]) != BlockHeaderBytes)
            {
                return null;
            }

            uint block = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            isLast = (block & 1) != 0;
            at += BlockHeaderBytes + (((block >> 1) & 3) == RepeatedByte ? 1 : block >> 3);
        }

        return at <= end - ChecksumBytes ? at + ChecksumBytes - offset : null;
    }
}
