using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;

namespace LogActors;

/// <summary>The constants of the record format, which <c>docs/format.md</c> specifies byte by byte.</summary>
/// <remarks>
/// <code>
/// payload = magic "LAB1" | crc32c (u32) of all that follows | entry*
/// entry   = length (varint, of kind and body) | kind (u8) | body
/// kind 1  = shape: what the records of one call site have in common
/// kind 2  = record
/// kind 3  = resource: what describes the process that logs, before the first shape
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

    /// <summary>The longest shape, kind and body together: 64 KiB. With its record, the longest that there is still fits a batch.</summary>
    public const int MaxShapeBytes = 64 * 1024;

    /// <summary>The highest limit that <see cref="RecordEncoder.Begin"/> takes: 704 KiB. The rest of an entry is room for members and markers beyond the limit.</summary>
    public const int MaxRecordBytes = MaxEntryBytes - (64 * 1024);

    /// <summary>The highest id of a shape: 65,535. Id 0 is for shapes that are defined again before each of their records.</summary>
    public const int MaxShapeId = ushort.MaxValue;

    /// <summary>The most properties that a record or a scope may have: 256. Lists and maps are bounded by their bytes alone.</summary>
    public const int MaxProperties = 256;

    /// <summary>The longest resource, kind and body together: 8 KiB. A payload has room for it beside the longest shape and the longest record.</summary>
    public const int MaxResourceBytes = 8 * 1024;

    /// <summary>The most attributes that a resource may have: 64.</summary>
    public const int MaxResourceAttributes = 64;

    /// <summary>How deep lists and maps may be nested: 8, the outermost counted. The encoder and the reader refuse more.</summary>
    public const int MaxDepth = 8;

    internal const uint Magic = 0x3142414C;                     // "LAB1" in little endian

    internal const byte ShapeKind = 1;
    internal const byte RecordKind = 2;
    internal const byte ResourceKind = 3;

    internal const byte LevelMask = 0x07;
    internal const byte HasTrace = 0x08;
    internal const byte HasException = 0x10;
    internal const byte HasScopes = 0x20;
    internal const byte IsFromTemplate = 0x40;

    internal const int MaxCutMarkerBytes = 3 + 2 + 10 + 7;       // … [+ N and " bytes]"; N has at most 10 digits, since a string has less than 2^30 characters

    /// <summary>Puts magic and checksum in front of the entries, which begin at <see cref="HeaderBytes"/>.</summary>
    /// <param name="payload">A whole payload; its first <see cref="HeaderBytes"/> bytes are overwritten.</param>
    public static void Seal(Span<byte> payload)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(payload, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(payload[4..], Crc32C.Compute(payload[HeaderBytes..]));
    }

    internal static int WriteCutMarker(Span<byte> output, long missingBytes)
    {
        ReadOnlySpan<byte> begin = "…[+"u8;
        ReadOnlySpan<byte> end = " bytes]"u8;
        begin.CopyTo(output);
        bool whole = missingBytes.TryFormat(output[begin.Length..], out int digits, provider: CultureInfo.InvariantCulture);
        Debug.Assert(whole, "A marker has at most MaxCutMarkerBytes.");
        end.CopyTo(output[(begin.Length + digits)..]);
        return begin.Length + digits + end.Length;
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
