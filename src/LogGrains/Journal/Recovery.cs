using System.Buffers;
using System.Globalization;

namespace LogActors;

/// <summary>Finds where the last writer of a log file left off, and takes away what it left half done.</summary>
/// <remarks>
/// The longest beginning that journal and segment agree on is what was committed. Segment bytes beyond it go to a quarantine file and are cut off. Only what was written
/// after the last sync is read again: everything before is known to have been on the disk, and if that is damaged it is no torn end, and nothing is cut.
/// Repeating a recovery that was interrupted gives the same result. The caller holds the log file's lock, and gives the segments their names.
/// </remarks>
/// <param name="storage">The file layer.</param>
/// <param name="folder">Where the segments are.</param>
/// <param name="journalFolder">Where the journals are.</param>
/// <param name="naming">How the segment is called that is taken up where there is no journal.</param>
/// <param name="previousName">What the segment before that of a journal is called, which may be another name than the journal says.</param>
internal sealed class Recovery(ILogStorage storage, SegmentFolder folder, string journalFolder, RollNaming naming, Func<JournalHeader, string?>? previousName = null)
{
    private const int MaxQuarantineBytes = 1024 * 1024;
    private const int BlockBytes = 128 * 1024;

    /// <exception cref="IOException">Something cannot be read or mended; calling again tries again.</exception>
    public RecoveredLog Run()
    {
        long[] numbers = [.. storage.List(journalFolder).Select(Journal.NumberOf).OfType<long>().OrderDescending()];
        return Find(numbers) with { JournalNumber = numbers.FirstOrDefault(), Journals = [.. numbers.Select(PathOf)] };
    }

    private RecoveredLog Find(long[] numbers)
    {
        foreach (long number in numbers)
        {
            byte[] bytes = Journal.ReadFile(storage, PathOf(number));
            if (JournalReader.Read(bytes) is { } content)
            {
                FaultPoint.Reach("recover-begin");
                return Mend(content) with { JournalPath = PathOf(number) };
            }

            if (JournalReader.ReadWithoutHeader(bytes) is { } groups)
            {
                return LeaveAsItIs(number, groups, numbers);
            }
        }

        return Adopt();
    }

    private string PathOf(long journal) => Path.Combine(journalFolder, Journal.NameOf(journal));

    // A journal that was in force and whose header is damaged. The one before it knows less, and would have the newest segment cut to nothing. So nothing is cut; what both say of
    // producers counts. Each writer begins a journal, so its epoch is at most as far from that of the one before as their numbers are.
    private RecoveredLog LeaveAsItIs(long number, IReadOnlyList<GroupFrame> groups, long[] numbers)
    {
        RecoveredLog adopted = Adopt();
        RecoveredLog found = adopted with
        {
            Epoch = number,
            SegmentNumber = Math.Max(number, adopted.SegmentNumber),
            Producers = [.. groups.SelectMany(group => group.Producers)],
            Corruption = $"the header of journal {Journal.NameOf(number)} is damaged, and it was in force",
        };
        foreach (long before in numbers.Where(before => before < number))
        {
            if (JournalReader.Read(Journal.ReadFile(storage, PathOf(before))) is { Header: var header } content)
            {
                return found with
                {
                    Epoch = header.Epoch + number - before,
                    SegmentNumber = Math.Max(header.SegmentNumber + number - before, found.SegmentNumber),
                    PeriodStart = header.PeriodStart,
                    Producers = Fold(header, content.Groups.Concat(content.Beyond).Concat(groups)),
                };
            }
        }

        return found;
    }

    // Segments without a journal: of another program, or the journal was deleted. What is there is taken as it is, and its number, 0, says that the log file has not made it. No number
    // is given again that a segment without a name has.
    private RecoveredLog Adopt()
    {
        RecoveredLog none = new() { SegmentNumber = folder.Staged().Append(0).Max() };
        if (folder.Adopted(naming) is not { } name)
        {
            return none;
        }

        string path = folder.PathOf(name);
        using IStoredFile? file = storage.TryOpen(path);
        return file is null ? none : none with { Segment = name, Path = path, Tail = file.Length };
    }

    private RecoveredLog Mend(JournalContent content)
    {
        JournalHeader header = content.Header;
        bool staged = DiscardStagedBut(header.SegmentNumber);
        RecoveredLog found = new()
        {
            Epoch = header.Epoch,
            Segment = header.Segment,
            SegmentNumber = header.SegmentNumber,
            PeriodStart = header.PeriodStart,
            Previous = header.Previous,
            Clean = content.EndedAt is not null,
            Producers = Fold(header, []),
        };
        if (header is { Previous: { } given, VoidFrom: { } end })
        {
            string previous = previousName?.Invoke(header) ?? given;
            CutVoidEnd(folder.PlaceOfClosed(previous, file => file.Kind == FileKind.Regular && file.Length >= end, staged), previous, end);
        }

        return header.Segment is null ? found : Mend(content, found, staged ? folder.StagedPath(header.SegmentNumber) : folder.PathOf(header.Segment));
    }

    private RecoveredLog Mend(JournalContent content, RecoveredLog found, string path)
    {
        JournalHeader header = content.Header;
        using IStoredFile? segment = storage.TryOpen(path);
        long length = segment?.Length ?? 0;
        string? corruption =
            segment is null && content.SyncedTo > 0 ? $"segment {found.Segment} is missing, with {content.SyncedTo} bytes that were on the disk"
            : length < content.SyncedTo ? $"segment {found.Segment} has {length} bytes, of {content.SyncedTo} that were on the disk"
            : content.Corrupt ? $"the journal of segment {found.Segment} is damaged in a part that was on the disk"
            : null;
        if (corruption is not null)
        {
            // Whatever anybody still says about a producer counts: a record too many in the ledger is missed, one too few is doubled.
            return found with { Path = segment is null ? null : path, Tail = length, Corruption = corruption, Producers = Fold(header, content.Groups.Concat(content.Beyond)) };
        }

        int whole = segment is null ? 0
            : content.Groups.TakeWhile(group => group.End <= length && (group.End <= content.SyncedTo || TryWriteAgain(segment, group))).Count();
        long tail = whole == 0 ? header.Start : content.Groups[whole - 1].End;
        long quarantined = segment is null ? 0 : CutEnd(segment, found.Segment!, tail);
        return found with { Path = path, Tail = tail, Quarantined = quarantined, Producers = Fold(header, content.Groups.Take(whole)) };
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
    private void CutVoidEnd(string path, string name, long end)
    {
        using IStoredFile? file = storage.TryOpen(path);
        if (file is not null)
        {
            CutEnd(file, name, end);
            file.Sync();                                        // its end may have been cut off before, and not be on the disk
        }
    }

    // No journal speaks of the others: what is in them is in the present one, or the one before, too.
    private bool DiscardStagedBut(long number)
    {
        IReadOnlyList<long> staged = folder.Staged();
        foreach (long other in staged.Where(other => other != number))
        {
            storage.Delete(folder.StagedPath(other));
        }

        return staged.Contains(number);
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
