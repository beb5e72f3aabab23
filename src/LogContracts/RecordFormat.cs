using System.Buffers.Binary;

namespace LogActors;

/// <summary>The constants of the record format, which <c>docs/format.md</c> specifies byte by byte.</summary>
/// <remarks>
/// <code>
/// payload = magic "LAB1" | crc32c (u32) of all that follows | entry*
/// entry   = length (varint, of kind and body) | kind (u8) | body
/// kind 1  = shape: what the records of one call site have in common
/// kind 2  = record
/// text    = length (varint, bytes) | UTF-8
/// </code>
/// Little endian. An entry of an unknown kind is skipped by its length, and so is what a newer version adds to the end of a shape or record.
/// </remarks>
public static class RecordFormat
{
    /// <summary>The longest payload of a batch: 1 MiB.</summary>
    public const int MaxBatchBytes = 1024 * 1024;

    /// <summary>The bytes before the first entry of a payload: magic and checksum.</summary>
    public const int HeaderBytes = 8;

    /// <summary>The longest entry, kind and body together: 768 KiB.</summary>
    public const int MaxEntryBytes = 768 * 1024;

    /// <summary>The highest id of a shape: 65,535. Id 0 is for shapes that are defined again before each of their records.</summary>
    public const int MaxShapeId = ushort.MaxValue;

    /// <summary>The most properties that a record, a scope or a list may have: 256.</summary>
    public const int MaxProperties = 256;

    /// <summary>How deep lists and maps may be nested: 8.</summary>
    public const int MaxDepth = 8;

    internal const uint Magic = 0x3142414C;                     // "LAB1" in little endian

    internal const byte ShapeKind = 1;
    internal const byte RecordKind = 2;

    internal const byte LevelMask = 0x07;
    internal const byte HasTrace = 0x08;
    internal const byte HasException = 0x10;
    internal const byte HasScopes = 0x20;

    /// <summary>Puts magic and checksum in front of the entries, which begin at <see cref="HeaderBytes"/>.</summary>
    /// <param name="payload">A whole payload; its first <see cref="HeaderBytes"/> bytes are overwritten.</param>
    public static void Seal(Span<byte> payload)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(payload, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[4..], Crc32C.Compute(payload[HeaderBytes..]));
    }

    /// <summary>How many bytes <paramref name="value"/> takes as a varint: 1 to 5.</summary>
    public static int VarintBytes(uint value) => value switch
    {
        < 1u << 7 => 1,
        < 1u << 14 => 2,
        < 1u << 21 => 3,
        < 1u << 28 => 4,
        _ => 5,
    };

    /// <summary>Writes <paramref name="value"/> as a varint: seven bits a byte, the lowest first, the high bit set on all but the last.</summary>
    /// <returns>The bytes written.</returns>
    public static int WriteVarint(Span<byte> output, uint value) => WriteVarint(output, (ulong)value);

    /// <summary>Writes <paramref name="value"/> as a varint of 1 to 10 bytes.</summary>
    /// <returns>The bytes written.</returns>
    public static int WriteVarint(Span<byte> output, ulong value)
    {
        int written = 0;
        while (value >= 0x80)
        {
            output[written++] = (byte)(value | 0x80);
            value >>= 7;
        }

        output[written++] = (byte)value;
        return written;
    }
}
