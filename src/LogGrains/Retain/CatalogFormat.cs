using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NodaTime;

namespace LogActors;

/// <summary>The bytes of a catalogue, which is made of frames; <see cref="FrameFormat"/>.</summary>
/// <remarks>
/// <code>
/// Header   magic u32
/// Closed   number i64 · bytes i64 · closed at i64, 100 ns since 1970 · file name, UTF-8
/// Stored   number i64 · bytes i64 · file name, UTF-8
/// Gone     number i64
/// </code>
/// Pure functions; whatever the bytes are that are read, the answer is a value.
/// </remarks>
internal static class CatalogFormat
{
    private const uint Magic = 0x3153414C;                      // "LAS1"
    private const int MaxNameChars = 255;                       // of 3 bytes at most each
    private const int MaxBodyBytes = 1024;

    private static readonly long s_firstTick = Instant.MinValue.ToUnixTimeTicks();
    private static readonly long s_lastTick = Instant.MaxValue.ToUnixTimeTicks();

    public static void AddHeader(IBufferWriter<byte> output)
    {
        Span<byte> body = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(body, Magic);
        Add(output, CatalogFrameKind.Header, body, "");
    }

    public static void AddClosed(IBufferWriter<byte> output, ClosedSegment segment)
    {
        Span<byte> body = stackalloc byte[3 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(body, segment.Number);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], segment.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], segment.ClosedAt.ToUnixTimeTicks());
        Add(output, CatalogFrameKind.Closed, body, segment.FileName);
    }

    public static void AddStored(IBufferWriter<byte> output, long number, string fileName, long bytes)
    {
        Span<byte> body = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(body, number);
        BinaryPrimitives.WriteInt64LittleEndian(body[8..], bytes);
        Add(output, CatalogFrameKind.Stored, body, fileName);
    }

    public static void AddGone(IBufferWriter<byte> output, long number)
    {
        Span<byte> body = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(body, number);
        Add(output, CatalogFrameKind.Gone, body, "");
    }

    /// <summary>Reads a catalogue's bytes.</summary>
    public static CatalogContent Read(ReadOnlySpan<byte> bytes)
    {
        Dictionary<long, ClosedSegment> segments = [];
        int frames = 0;
        int at = 0;
        if (TryFrame(bytes, 0, out CatalogFrameKind kind, out ReadOnlySpan<byte> body, out int next) && IsHeader(kind, body))
        {
            at = next;
            while (TryFrame(bytes, at, out kind, out body, out next) && TryApply(segments, kind, body))
            {
                frames++;
                at = next;
            }
        }

        return new CatalogContent(segments, at, frames, at == bytes.Length ? null : new CatalogDamage(at, bytes.Length - at, CountFrames(bytes, at + 1)));
    }

    /// <summary>Whether it names a file of the log file's folder, and no other one.</summary>
    public static bool IsFileName(string name) => name is not ("" or "." or "..") && name.Length <= MaxNameChars && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;

    private static void Add(IBufferWriter<byte> output, CatalogFrameKind kind, ReadOnlySpan<byte> body, string fileName)
    {
        int length = FrameFormat.Overhead + body.Length + Encoding.UTF8.GetByteCount(fileName);
        Span<byte> frame = output.GetSpan(length)[..length];
        frame[FrameFormat.LengthSize] = (byte)kind;
        body.CopyTo(frame[FrameFormat.HeadSize..]);
        Encoding.UTF8.GetBytes(fileName, frame[(FrameFormat.HeadSize + body.Length)..]);
        FrameFormat.Seal(frame);
        output.Advance(length);
    }

    private static bool IsHeader(CatalogFrameKind kind, ReadOnlySpan<byte> body) =>
        kind == CatalogFrameKind.Header && body.Length == sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(body) == Magic;

    private static bool TryFrame(ReadOnlySpan<byte> bytes, int at, out CatalogFrameKind kind, out ReadOnlySpan<byte> body, out int next)
    {
        bool isWhole = FrameFormat.TryRead(bytes, at, MaxBodyBytes, (byte)CatalogFrameKind.Gone, out byte number, out body, out next);
        kind = (CatalogFrameKind)number;
        return isWhole;
    }

    private static bool TryApply(Dictionary<long, ClosedSegment> segments, CatalogFrameKind kind, ReadOnlySpan<byte> body)
    {
        if (body.Length < sizeof(long) || BinaryPrimitives.ReadInt64LittleEndian(body) is var number && number < 0)
        {
            return false;
        }

        switch (kind)
        {
            case CatalogFrameKind.Closed when body.Length >= 24 && TryFile(body, 24, out string name, out long bytes) && TryTime(body[16..], out Instant closedAt):
                segments[number] = new ClosedSegment(number, name, bytes, closedAt);
                return true;
            case CatalogFrameKind.Stored when body.Length >= 16 && TryFile(body, 16, out string name, out long bytes):
                if (segments.TryGetValue(number, out ClosedSegment? closed))
                {
                    segments[number] = closed with { FileName = name, Bytes = bytes };
                }

                return true;
            case CatalogFrameKind.Gone when body.Length == sizeof(long):
                segments.Remove(number);
                return true;
            default:
                return false;
        }
    }

    // A name with a folder in it would have somebody else's file deleted.
    private static bool TryFile(ReadOnlySpan<byte> body, int nameAt, out string name, out long bytes)
    {
        bytes = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
        name = Encoding.UTF8.GetString(body[nameAt..]);
        return bytes >= 0 && IsFileName(name);
    }

    private static bool TryTime(ReadOnlySpan<byte> body, out Instant time)
    {
        long ticks = BinaryPrimitives.ReadInt64LittleEndian(body);
        bool inRange = ticks >= s_firstTick && ticks <= s_lastTick;
        time = inRange ? Instant.FromUnixTimeTicks(ticks) : default;
        return inRange;
    }

    private static int CountFrames(ReadOnlySpan<byte> bytes, int at)
    {
        int frames = 0;
        while (at < bytes.Length)
        {
            bool whole = TryFrame(bytes, at, out _, out _, out int next);
            frames += whole ? 1 : 0;
            at = whole ? next : at + 1;
        }

        return frames;
    }
}
