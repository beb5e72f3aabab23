using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using NodaTime;

namespace LogActors;

/// <summary>Reads a journal, believing nothing of it that a checksum does not cover.</summary>
/// <remarks>Pure functions over bytes; whatever the bytes are, the answer is a value.</remarks>
internal static class JournalReader
{
    private static readonly long s_earliest = Instant.MinValue.ToUnixTimeTicks();
    private static readonly long s_latest = Instant.MaxValue.ToUnixTimeTicks();

    /// <summary>Reads a journal's bytes.</summary>
    /// <returns><see langword="null"/> if there is no whole header: then the journal never came into force.</returns>
    public static JournalContent? Read(ReadOnlySpan<byte> bytes)
    {
        if (!TryFrame(bytes, 0, out FrameKind kind, out ReadOnlySpan<byte> body, out int at) || kind != FrameKind.Header || !TryHeader(body, out JournalHeader? header))
        {
            return null;
        }

        List<GroupFrame> groups = [];
        long end = header.Start;
        long syncedTo = header.Start;
        long? endedAt = null;
        while (TryFrame(bytes, at, out kind, out body, out int next))
        {
            if (kind == FrameKind.Group)
            {
                if (!TryGroup(body, out GroupFrame group) || group.Number != groups.Count || group.Start != end)
                {
                    break;
                }

                groups.Add(group);
                end = group.End;
                endedAt = null;
            }
            else if (kind != FrameKind.Header && TryMark(body, out long offset, out _))
            {
                syncedTo = Math.Max(syncedTo, offset);
                endedAt = kind == FrameKind.Clean ? offset : endedAt;
            }
            else
            {
                break;
            }

            at = next;
        }

        (List<GroupFrame> beyond, long marked, bool corrupt) = LookBeyond(bytes, at);
        return new JournalContent(header, groups, Math.Max(syncedTo, marked), endedAt, corrupt ? beyond : [], corrupt);
    }

    /// <summary>Reads the groups of a journal whose header is not whole.</summary>
    /// <returns><see langword="null"/> if there is no frame behind it: then the journal never came into force, which needs a header on the disk. Otherwise it has been damaged since.</returns>
    public static IReadOnlyList<GroupFrame>? ReadWithoutHeader(ReadOnlySpan<byte> bytes)
    {
        (List<GroupFrame> groups, _, bool corrupt) = LookBeyond(bytes, 0);
        return corrupt || groups.Count > 0 ? groups : null;
    }

    // A torn end is what a crash leaves. But if a later frame says that this place was on the disk, the disk or somebody has changed it since. One that speaks of earlier places
    // only is of a sync that was under way while this place was written; what it says of the segment holds.
    private static (List<GroupFrame> Groups, long SyncedTo, bool Corrupt) LookBeyond(ReadOnlySpan<byte> bytes, int damage)
    {
        List<GroupFrame> groups = [];
        long syncedTo = 0;
        bool corrupt = false;
        int at = damage + 1;
        while (at < bytes.Length)
        {
            if (!TryFrame(bytes, at, out FrameKind kind, out ReadOnlySpan<byte> body, out int next))
            {
                at++;
                continue;
            }

            if (kind == FrameKind.Group && TryGroup(body, out GroupFrame group))
            {
                groups.Add(group);
            }
            else if (kind != FrameKind.Header && TryMark(body, out long offset, out long journalOffset))
            {
                corrupt |= journalOffset > damage;
                syncedTo = Math.Max(syncedTo, offset);
            }

            at = next;
        }

        return (groups, syncedTo, corrupt);
    }

    private static bool TryFrame(ReadOnlySpan<byte> bytes, int at, out FrameKind kind, out ReadOnlySpan<byte> body, out int next)
    {
        bool isWhole = FrameFormat.TryRead(bytes, at, JournalFormat.MaxBodyBytes, (byte)FrameKind.Clean, out byte number, out body, out next);
        kind = (FrameKind)number;
        return isWhole;
    }

    private static bool TryHeader(ReadOnlySpan<byte> body, [NotNullWhen(true)] out JournalHeader? header)
    {
        header = null;
        if (body.Length < JournalFormat.HeaderFixedBytes || BinaryPrimitives.ReadUInt32LittleEndian(body) != JournalFormat.Magic)
        {
            return false;
        }

        long epoch = BinaryPrimitives.ReadInt64LittleEndian(body[4..]);
        long segmentNumber = BinaryPrimitives.ReadInt64LittleEndian(body[12..]);
        long start = BinaryPrimitives.ReadInt64LittleEndian(body[20..]);
        long voidFrom = BinaryPrimitives.ReadInt64LittleEndian(body[28..]);
        long periodStart = BinaryPrimitives.ReadInt64LittleEndian(body[36..]);
        body = body[JournalFormat.HeaderFixedBytes..];
        bool inRange = epoch is >= 0 and < long.MaxValue && segmentNumber is >= 0 and < long.MaxValue && start >= 0 && voidFrom >= JournalFormat.NothingVoid
            && periodStart >= s_earliest && periodStart <= s_latest;
        if (!inRange || !TryFileName(ref body, out string? segment) || !TryFileName(ref body, out string? previous) || !TryProducers(body, out IReadOnlyList<ProducerState> producers))
        {
            return false;
        }

        header = new JournalHeader
        {
            Epoch = epoch,
            Segment = segment,
            SegmentNumber = segmentNumber,
            Start = start,
            PeriodStart = Instant.FromUnixTimeTicks(periodStart),
            Previous = previous,
            VoidFrom = voidFrom == JournalFormat.NothingVoid ? null : voidFrom,
            Producers = producers,
        };
        return true;
    }

    // A name with a folder in it would have the recovery cut a file that is none of the log file's.
    private static bool TryFileName(ref ReadOnlySpan<byte> body, out string? name)
    {
        bool whole = TryText(ref body, out string text);
        name = text.Length == 0 ? null : text;
        return whole && text is not ("." or "..") && text.AsSpan().IndexOfAny('/', '\\', '\0') < 0;
    }

    private static bool TryGroup(ReadOnlySpan<byte> body, out GroupFrame group)
    {
        group = default;
        if (body.Length < 24)
        {
            return false;
        }

        long start = BinaryPrimitives.ReadInt64LittleEndian(body[8..]);
        int length = BinaryPrimitives.ReadInt32LittleEndian(body[16..]);
        if (length < 0 || start < 0 || start > long.MaxValue - length || !TryProducers(body[24..], out IReadOnlyList<ProducerState> producers))
        {
            return false;
        }

        group = new GroupFrame(BinaryPrimitives.ReadInt64LittleEndian(body), start, length, BinaryPrimitives.ReadUInt32LittleEndian(body[20..]), producers);
        return true;
    }

    private static bool TryMark(ReadOnlySpan<byte> body, out long offset, out long journalOffset)
    {
        bool whole = body.Length == 2 * sizeof(long);
        offset = whole ? BinaryPrimitives.ReadInt64LittleEndian(body) : 0;
        journalOffset = whole ? BinaryPrimitives.ReadInt64LittleEndian(body[sizeof(long)..]) : 0;
        return whole && offset >= 0 && journalOffset >= 0;
    }

    private static bool TryText(ref ReadOnlySpan<byte> body, out string text)
    {
        text = "";
        if (body.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(body) is var length && length > body.Length - sizeof(uint))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(body.Slice(sizeof(uint), (int)length));
        body = body[(sizeof(uint) + (int)length)..];
        return true;
    }

    private static bool TryProducers(ReadOnlySpan<byte> body, out IReadOnlyList<ProducerState> producers)
    {
        producers = [];
        if (body.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(body) is var count && (body.Length - sizeof(uint)) != count * (long)JournalFormat.ProducerSize)
        {
            return false;
        }

        ProducerState[] read = new ProducerState[count];
        for (int i = 0; i < read.Length; i++)
        {
            ReadOnlySpan<byte> one = body[(sizeof(uint) + (i * JournalFormat.ProducerSize))..];
            read[i] = new ProducerState(new Guid(one[..16]), BinaryPrimitives.ReadInt32LittleEndian(one[16..]), BinaryPrimitives.ReadInt64LittleEndian(one[20..]));
            if (read[i].Epoch < 0 || read[i].Next < 0)
            {
                return false;
            }
        }

        producers = read;
        return true;
    }
}
