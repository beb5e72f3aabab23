using System.Buffers.Binary;

namespace LogActors;

/// <summary>
/// The table behind the frames of a <c>.zst</c> file, by which a reader finds the frame of a text offset. To zstd it is a frame to be skipped:
/// <c>magic u32 · length of the rest u32 · for each frame: length u32 · text length u32 · then: number of frames u32 · descriptor u8 · footer magic u32</c>, little-endian.
/// </summary>
/// <remarks>
/// Specified in facebook/zstd, <c>contrib/seekable_format/zstd_seekable_compression_format.md</c>, version 0.1.0. The descriptor is 0: no checksums in the table, as each frame has its own.
/// Neither writing nor reading holds more than a piece of the table in memory.
/// </remarks>
internal static class SeekTable
{
    private const uint Magic = 0x184D2A5E;
    private const uint FooterMagic = 0x8F92EAB1;
    private const int HeaderBytes = 2 * sizeof(uint);
    private const int EntryBytes = 2 * sizeof(uint);
    private const int FooterBytes = sizeof(uint) + sizeof(byte) + sizeof(uint);
    private const int PieceBytes = 512 * EntryBytes;

    /// <summary>Writes the table of the frames that lie from the file's first byte up to <paramref name="offset"/>. Their lengths are read from the file, so that they need not be kept until then.</summary>
    /// <returns>Where the table ends.</returns>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="InvalidDataException">There is something else than frames.</exception>
    public static long Write(IStoredFile file, long offset)
    {
        Span<byte> piece = stackalloc byte[PieceBytes];
        int used = 0;
        long end = offset + HeaderBytes;
        uint count = 0;
        for (long at = 0; at < offset; count++)
        {
            ZstdFrameHeader header = ZstdFrameHeader.Read(file, at) ?? throw TextFrame.Damage(count, at, "it was written, and is no frame now");
            long length = header.MeasureFrame(file, at, offset) ?? throw TextFrame.Damage(count, at, "it was written, and does not end where it did");
            BinaryPrimitives.WriteUInt32LittleEndian(piece[used..], (uint)length);
            BinaryPrimitives.WriteUInt32LittleEndian(piece[(used + sizeof(uint))..], (uint)header.TextLength);
            used += EntryBytes;
            at += length;
            if (used == PieceBytes)
            {
                file.Write(end, piece);
                end += used;
                used = 0;
            }
        }

        file.Write(end, piece[..used]);
        end += used;
        BinaryPrimitives.WriteUInt32LittleEndian(piece, count);
        piece[sizeof(uint)] = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(piece[(sizeof(uint) + 1)..], FooterMagic);
        file.Write(end, piece[..FooterBytes]);
        end += FooterBytes;
        BinaryPrimitives.WriteUInt32LittleEndian(piece, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(piece[sizeof(uint)..], (uint)(end - offset - HeaderBytes));
        file.Write(offset, piece[..HeaderBytes]);
        return end;
    }

    /// <summary>The frames that the table names, each held against its own header.</summary>
    /// <exception cref="InvalidDataException">There is no whole table, or it does not fit the frames.</exception>
    public static IEnumerable<TextFrame> Read(IStoredFile file)
    {
        (long start, uint count) = Find(file);
        byte[] piece = new byte[PieceBytes];
        long offset = 0;
        long textOffset = 0;
        for (uint number = 0; number < count; number++)
        {
            int at = (int)(number * (long)EntryBytes % PieceBytes);
            if (at == 0)
            {
                int wanted = (int)Math.Min(PieceBytes, (count - number) * (long)EntryBytes);
                ReadWhole(file, start + HeaderBytes + (number * (long)EntryBytes), piece.AsSpan(0, wanted));
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(at));
            uint textLength = BinaryPrimitives.ReadUInt32LittleEndian(piece.AsSpan(at + sizeof(uint)));
            TextFrame frame = TextFrame.Checked(number, offset, length, textOffset, textLength, start);
            if (ZstdFrameHeader.Read(file, offset) is not { } header)
            {
                throw frame.Damage("it does not begin as a zstd frame with text length and checksum");
            }

            if (header.TextLength != textLength)
            {
                throw frame.Damage($"it holds {header.TextLength} bytes of text, and the seek table says {textLength}");
            }

            yield return frame;
            offset += length;
            textOffset += textLength;
        }

        if (offset != start)
        {
            throw new InvalidDataException($"The seek table names frames up to byte {offset}, and begins at byte {start}.");
        }
    }

    private static (long Start, uint Count) Find(IStoredFile file)
    {
        long length = file.Length;
        byte[] bytes = new byte[FooterBytes];
        if (length < HeaderBytes + FooterBytes)
        {
            throw new InvalidDataException($"The file has {length} bytes, too few for a seek table.");
        }

        ReadWhole(file, length - FooterBytes, bytes);
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (bytes[sizeof(uint)] != 0 || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(uint) + 1)) != FooterMagic)
        {
            throw new InvalidDataException("The file does not end in a seek table without checksums.");
        }

        long start = length - FooterBytes - (count * (long)EntryBytes) - HeaderBytes;
        if (start < 0)
        {
            throw new InvalidDataException($"The seek table claims {count} frames, which a file of {length} bytes cannot have.");
        }

        ReadWhole(file, start, bytes.AsSpan(0, HeaderBytes));
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(sizeof(uint))) != length - start - HeaderBytes)
        {
            throw new InvalidDataException($"No seek table of {count} frames begins at byte {start}.");
        }

        return (start, count);
    }

    private static void ReadWhole(IStoredFile file, long offset, Span<byte> bytes)
    {
        if (file.Read(offset, bytes) != bytes.Length)
        {
            throw new InvalidDataException($"The file ends before byte {offset + bytes.Length}, within its seek table.");
        }
    }
}
