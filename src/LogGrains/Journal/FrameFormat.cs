using System.Buffers.Binary;

namespace LogActors;

/// <summary>What journals and catalogues are made of: frames of <c>length u32 · kind u8 · body · crc32c u32</c>, little-endian; the length is the body's, the checksum is over all before it.</summary>
/// <remarks>Pure functions over bytes; whatever the bytes are, the answer is a value.</remarks>
internal static class FrameFormat
{
    public const int LengthSize = sizeof(uint);

    /// <summary>The part of a frame before its body.</summary>
    public const int HeadSize = LengthSize + sizeof(byte);

    /// <summary>A frame without its body.</summary>
    public const int Overhead = HeadSize + sizeof(uint);

    /// <summary>Completes a frame whose kind and body are in their places.</summary>
    public static void Seal(Span<byte> frame)
    {
        int end = frame.Length - sizeof(uint);
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)(end - HeadSize));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[end..], Crc32C.Compute(frame[..end]));
    }

    /// <summary>Reads the frame at a place.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="maxBodyBytes">How long a body may be.</param>
    /// <param name="lastKind">The highest kind that there is; the lowest is 1. What has another one is no frame, and is not read for its checksum, which matters where many places are tried.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="body">Its body.</param>
    /// <param name="next">Where it ends.</param>
    /// <returns>Whether there is a whole one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int at, int maxBodyBytes, byte lastKind, out byte kind, out ReadOnlySpan<byte> body, out int next)
    {
        kind = 0;
        body = default;
        next = at;
        if (bytes.Length - at < Overhead || BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) is var length && (length > maxBodyBytes || length > bytes.Length - at - Overhead))
        {
            return false;
        }

        ReadOnlySpan<byte> covered = bytes.Slice(at, HeadSize + (int)length);
        kind = covered[LengthSize];
        body = covered[HeadSize..];
        next = at + covered.Length + sizeof(uint);
        return kind >= 1 && kind <= lastKind && BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + covered.Length)..]) == Crc32C.Compute(covered);
    }
}
