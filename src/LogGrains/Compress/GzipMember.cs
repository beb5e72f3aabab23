using System.Buffers.Binary;

namespace LogActors;

/// <summary>
/// A gzip member (RFC 1952) that says its own length, so that a reader finds the next one without decompressing:
/// <c>1F 8B 08 04 · time u32 = 0 · flags u8 = 0 · system u8 = 255 · extra length u16 = 12 · 'L' 'A' · 8 u16 · member length u32 · text length u32 · deflate data · crc32 u32 · text length u32</c>,
/// little-endian. The member length is of all that. The last member holds no text: a file that ends without one was cut off.
/// </summary>
internal static class GzipMember
{
    public const int HeaderBytes = 24;

    /// <summary>The length of a member without text.</summary>
    public const int EmptyBytes = HeaderBytes + 2 + TrailerBytes;

    private const int TrailerBytes = 2 * sizeof(uint);
    private const int LengthAt = 16;
    private const int TextLengthAt = LengthAt + sizeof(uint);

    private static ReadOnlySpan<byte> Beginning => [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 255, 12, 0, (byte)'L', (byte)'A', 8, 0];

    public static void WriteHeader(Span<byte> bytes, int length, int textLength)
    {
        Beginning.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[LengthAt..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[TextLengthAt..], (uint)textLength);
    }

    /// <summary>The members that hold text, from the first to the last; the text length of each header held against that of its end.</summary>
    /// <exception cref="InvalidDataException">There is something else, or no end.</exception>
    public static IEnumerable<TextFrame> ReadAll(IStoredFile file)
    {
        byte[] header = new byte[HeaderBytes];
        byte[] trailer = new byte[sizeof(uint)];
        long end = file.Length;
        long offset = 0;
        long textOffset = 0;
        for (long number = 0; ; number++)
        {
            if (file.Read(offset, header) != HeaderBytes || !header.AsSpan().StartsWith(Beginning))
            {
                throw TextFrame.Damage(number, offset, "no gzip member begins here that says its length");
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(LengthAt));
            uint textLength = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(TextLengthAt));
            TextFrame frame = TextFrame.Checked(number, offset, length, textOffset, textLength, end);
            if (length < HeaderBytes + TrailerBytes || file.Read(offset + length - sizeof(uint), trailer) != trailer.Length)
            {
                throw frame.Damage($"it claims to be {length} bytes long, and has no end there");
            }

            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) is var atEnd && atEnd != textLength)
            {
                throw frame.Damage($"it holds {textLength} bytes of text by its beginning, and {atEnd} by its end");
            }

            offset += length;
            if (textLength == 0)
            {
                break;
            }

            yield return frame;
            textOffset += textLength;
        }

        if (offset != end)
        {
            throw new InvalidDataException($"The member without text ends at byte {offset}, and the file at byte {end}.");
        }
    }
}
