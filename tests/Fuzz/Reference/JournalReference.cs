using System.Buffers.Binary;

namespace LogActors.Fuzz;

/// <summary>The valid beginning of a journal by <c>docs/journal.md</c>: its frames one after the other, with a checksum computed bit by bit.</summary>
internal sealed class JournalReference
{
    private const int Overhead = 9;
    private const int ProducerBytes = 28;
    private const int HeaderBytes = 44;
    private const long FirstTick = -3_777_051_168_000_000_000;  // the first moment of the year 9999 before our era
    private const long LastTick = 2_534_023_007_999_999_999;    // the last of 9999

    private JournalReference()
    {
    }

    public List<(long Start, int Length, uint Checksum, int Producers)> Groups { get; } = [];

    public long Start { get; private set; }

    /// <summary>Reads a journal; <see langword="null"/> if it has no whole header.</summary>
    public static JournalReference? Read(byte[] journal)
    {
        if (Frame(journal, 0) is not { Kind: 1 } header || Header(header.Body) is not { } start)
        {
            return null;
        }

        JournalReference read = new() { Start = start };
        long end = start;
        int at = Overhead + header.Body.Length;
        while (Frame(journal, at) is { } frame)
        {
            if (frame.Kind == 2 && Group(frame.Body, read.Groups.Count, end) is { } group)
            {
                read.Groups.Add(group);
                end += group.Length;
            }
            else if (frame.Kind is not (3 or 4) || frame.Body.Length != 16 || Number(frame.Body, 0) < 0 || Number(frame.Body, 8) < 0)
            {
                break;
            }

            at += Overhead + frame.Body.Length;
        }

        return read;
    }

    private static long? Header(byte[] body)
    {
        if (body.Length < HeaderBytes || !body.AsSpan(0, 4).SequenceEqual("LAJ2"u8))
        {
            return null;
        }

        int at = HeaderBytes;
        long? segment = Text(body, ref at);
        long? previous = segment is null ? null : Text(body, ref at);
        bool inRange = Number(body, 4) is >= 0 and < long.MaxValue && Number(body, 12) is >= 0 and < long.MaxValue && Number(body, 20) >= 0 && Number(body, 28) >= -1
            && Number(body, 36) is >= FirstTick and <= LastTick;
        return previous is not null && inRange && Producers(body.AsSpan(at)) is not null ? Number(body, 20) : null;
    }

    // The name of a file in the folder of its log file, or nothing.
    private static long? Text(byte[] body, ref int at)
    {
        if (body.Length - at < 4 || BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(at)) is var length && length > body.Length - at - 4)
        {
            return null;
        }

        byte[] name = body[(at + 4)..(at + 4 + (int)length)];
        at += 4 + (int)length;
        bool plain = !name.Any(value => value is (byte)'/' or (byte)'\\' or 0) && name is not [(byte)'.'] and not [(byte)'.', (byte)'.'];
        return plain ? length : null;
    }

    private static (long Start, int Length, uint Checksum, int Producers)? Group(byte[] body, long number, long start)
    {
        if (body.Length < 24 || Number(body, 0) != number || Number(body, 8) != start || BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(16)) is var length && (length > int.MaxValue || start > long.MaxValue - length))
        {
            return null;
        }

        return Producers(body.AsSpan(24)) is { } producers ? (start, (int)length, BinaryPrimitives.ReadUInt32LittleEndian(body.AsSpan(20)), producers) : null;
    }

    private static int? Producers(ReadOnlySpan<byte> table)
    {
        if (table.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(table) is var count && table.Length - 4 != (long)count * ProducerBytes)
        {
            return null;
        }

        for (int i = 0; i < count; i++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(table[(4 + (i * ProducerBytes) + 16)..]) < 0 || BinaryPrimitives.ReadInt64LittleEndian(table[(4 + (i * ProducerBytes) + 20)..]) < 0)
            {
                return null;
            }
        }

        return (int)count;
    }

    private static (byte Kind, byte[] Body)? Frame(byte[] journal, int at)
    {
        if (journal.Length - at < Overhead || BinaryPrimitives.ReadUInt32LittleEndian(journal.AsSpan(at)) is var length && length > journal.Length - at - Overhead)
        {
            return null;
        }

        int checksumAt = at + 5 + (int)length;
        bool right = BinaryPrimitives.ReadUInt32LittleEndian(journal.AsSpan(checksumAt)) == Checksum(journal.AsSpan(at..checksumAt));
        return right ? (journal[at + 4], journal[(at + 5)..checksumAt]) : null;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0x82F63B78 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    private static long Number(byte[] body, int at) => BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(at));
}
