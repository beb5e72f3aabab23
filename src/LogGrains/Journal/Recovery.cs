using System.Buffers;
using System.Globalization;

namespace LogActors;

/// <summary>Finds where the last writer of a log file left off, and takes away what it left half done.</summary>
/// <remarks>
/// The longest beginning that journal and segment agree on is what was committed. Segment bytes beyond it go to a quarantine file and are cut off. Only what was written
/// after the last sync is read again: everything before is known to have been on the disk, and if that is damaged it is no torn end, and nothing is cut.
/// Repeating a recovery that was interrupted gives the same result. The caller holds the log file's lock.
/// </remarks>
internal sealed class Recovery(ILogStorage storage, string logFile, string segmentFolder, string journalFolder)
{
    private const int MaxQuarantineBytes = 1024 * 1024;
    private const int BlockBytes = 128 * 1024;

    /// <exception cref="IOException">Something cannot be read or mended; calling again tries again.</exception>
    public RecoveredLog Run()
    {
        long[] numbers = [.. storage.List(journalFolder).Select(Journal.NumberOf).OfType<long>().OrderDescending()];
        foreach (long number in numbers)
        {
            string path = Path.Combine(journalFolder, Journal.NameOf(number));
            byte[] bytes = ReadFile(path);
            if (JournalReader.Read(bytes) is { } content)
            {
                FaultPoint.Reach("recover-begin");
                return Mend(content) with { JournalNumber = numbers[0], JournalPath = path };
            }

            if (JournalReader.ReadWithoutHeader(bytes) is { } groups)
            {
                return LeaveAsItIs(number, groups, numbers) with { JournalNumber = numbers[0] };
            }
        }

        return Adopt() with { JournalNumber = numbers.FirstOrDefault() };
    }

    // A journal that was in force and whose header is damaged. The one before it knows less, and would have the newest segment cut to nothing. So nothing is cut; what both say of
    // producers counts. Each writer begins a journal, so its epoch is at most as far from that of the one before as their numbers are.
    private RecoveredLog LeaveAsItIs(long number, IReadOnlyList<GroupFrame> groups, long[] numbers)
    {
        RecoveredLog adopted = Adopt();
        RecoveredLog found = adopted with
        {
            Epoch = number,
            SegmentNumber = number,
            Producers = [.. groups.SelectMany(group => group.Producers)],
            Corruption = $"the header of journal {Journal.NameOf(number)} is damaged, and it was in force",
        };
        foreach (long before in numbers.Where(before => before < number))
        {
            if (JournalReader.Read(ReadFile(Path.Combine(journalFolder, Journal.NameOf(before)))) is { Header: var header } content)
            {
                return found with
                {
                    Epoch = header.Epoch + number - before,
                    SegmentNumber = header.SegmentNumber + number - before,
                    Producers = Fold(header, content.Groups.Concat(content.Beyond).Concat(groups)),
                };
            }
        }

        return found;
    }

    // Segments without a journal: of another program, or the journal was deleted. What is there is taken as it is.
    private RecoveredLog Adopt()
    {
        if (SegmentNaming.Newest(RollNaming.Dated, logFile, storage.List(segmentFolder)) is not { } newest)
        {
            return new RecoveredLog();
        }

        string name = SegmentNaming.FileName(RollNaming.Dated, logFile, newest);
        using IStoredFile? file = storage.TryOpen(Path.Combine(segmentFolder, name));
        return file is null ? new RecoveredLog() : new RecoveredLog { Segment = name, SegmentNumber = 1, Tail = file.Length };
    }

    private RecoveredLog Mend(JournalContent content)
    {
        JournalHeader header = content.Header;
        RecoveredLog found = new()
        {
            Epoch = header.Epoch,
            Segment = header.Segment,
            SegmentNumber = header.SegmentNumber,
            Previous = header.Previous,
            PreviousEnd = header.PreviousEnd,
            Clean = content.EndedAt is not null,
        };
        if (header.Previous is { } previous)
        {
            CutVoidEnd(previous, header.PreviousEnd);
        }

        using IStoredFile? segment = storage.TryOpen(Path.Combine(segmentFolder, header.Segment));
        long length = segment?.Length ?? 0;
        string? corruption =
            segment is null && content.SyncedTo > 0 ? $"segment {header.Segment} is missing, with {content.SyncedTo} bytes that were on the disk"
            : length < content.SyncedTo ? $"segment {header.Segment} has {length} bytes, of {content.SyncedTo} that were on the disk"
            : content.Corrupt ? $"the journal of segment {header.Segment} is damaged in a part that was on the disk"
            : null;
        if (corruption is not null)
        {
            // Whatever anybody still says about a producer counts: a record too many in the ledger is missed, one too few is doubled.
            return found with { Tail = length, Corruption = corruption, Producers = Fold(header, content.Groups.Concat(content.Beyond)) };
        }

        EmptyHalfMade(header.Segment);

        int whole = content.Groups.Count;
        if (segment is not null)
        {
            whole = content.Groups.TakeWhile(group => group.End <= length && (group.End <= content.SyncedTo || TryWriteAgain(segment, group))).Count();
        }
        else
        {
            whole = 0;
        }

        long tail = whole == 0 ? header.Start : content.Groups[whole - 1].End;
        long quarantined = segment is null ? 0 : CutEnd(segment, header.Segment, tail);
        return found with { Tail = tail, Quarantined = quarantined, Producers = Fold(header, content.Groups.Take(whole)) };
    }

    private byte[] ReadFile(string path)
    {
        using IStoredFile? file = storage.TryOpen(path);
        if (file is null)
        {
            return [];
        }

        byte[] bytes = new byte[file.Length <= Array.MaxLength ? file.Length : throw new IOException($"Journal '{path}' has {file.Length} bytes, more than can be read.")];
        int read = file.Read(0, bytes);
        return bytes[..read];
    }

    // The last writer may have died after a sync that failed: the system then has these bytes, and believes that the disk has them too. Written again, the next sync is about them.
    private static bool TryWriteAgain(IStoredFile segment, GroupFrame group)
    {
        if (FaultPoint.Mutant("no-crc-check"))
        {
            return true;
        }

        byte[] block = ArrayPool<byte>.Shared.Rent(Math.Max(group.Length, 1));
        try
        {
            Span<byte> bytes = block.AsSpan(0, group.Length);
            if (segment.Read(group.Start, bytes) != group.Length || Crc32C.Compute(bytes) != group.Checksum)
            {
                return false;
            }

            segment.Write(group.Start, bytes);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // A segment that was left because it could not be synced may hold, beyond its end, what has been written again into the next one.
    private void CutVoidEnd(string previous, long end)
    {
        using IStoredFile? file = storage.TryOpen(Path.Combine(segmentFolder, previous));
        if (file is not null)
        {
            CutEnd(file, previous, end);
            file.Sync();                                        // its end may have been cut off before, and not be on the disk
        }
    }

    // A segment that was filled and whose journal was never made: what is in it is in the last one too.
    private void EmptyHalfMade(string current)
    {
        if (!SegmentNaming.TryParse(RollNaming.Dated, logFile, current, out SegmentId last))
        {
            return;
        }

        foreach (string name in storage.List(segmentFolder))
        {
            if (SegmentNaming.TryParse(RollNaming.Dated, logFile, name, out SegmentId id) && id.CompareTo(last) > 0)
            {
                CutVoidEnd(name, 0);
            }
        }
    }

    private long CutEnd(IStoredFile segment, string name, long tail)
    {
        long beyond = segment.Length - tail;
        if (beyond <= 0 || FaultPoint.Mutant("no-cut"))
        {
            return 0;
        }

        Quarantine(segment, name, tail, beyond);
        FaultPoint.Reach("recover-quarantined");
        if (!FaultPoint.Mutant("quarantine-without-cut"))
        {
            segment.Truncate(tail);
        }

        FaultPoint.Reach("recover-cut");
        segment.Sync();
        FaultPoint.Reach("recover-synced");
        return beyond;
    }

    // Its beginning is enough to see what it was; the rest is counted, not kept. Without room for it, serving matters more.
    private void Quarantine(IStoredFile segment, string name, long from, long length)
    {
        string path = Path.Combine(journalFolder, string.Create(CultureInfo.InvariantCulture, $"{name}.{from}.quarantine"));
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            using IStoredFile kept = storage.Open(path);
            for (long at = 0; at < Math.Min(length, MaxQuarantineBytes); at += BlockBytes)
            {
                int read = segment.Read(from + at, block.AsSpan(0, (int)Math.Min(BlockBytes, length - at)));
                kept.Write(at, block.AsSpan(0, read));
            }
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            storage.Delete(path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static List<ProducerState> Fold(JournalHeader header, IEnumerable<GroupFrame> groups) => [.. header.Producers, .. groups.SelectMany(group => group.Producers)];
}
