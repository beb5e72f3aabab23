namespace LogActors;

// Leaves files that cannot be relied on, with what is not known to be on the disk.
internal sealed partial class SegmentChain
{
    /// <summary>How much of what is committed can be read back from the current segment: the offset that a <see cref="Rescue"/> would save, but for what is before <see cref="HoleEnd"/>.</summary>
    public long Readable()
    {
        long readable = _journal!.SyncedTo;
        foreach (GroupFrame group in _journal.Unsynced)
        {
            byte[] bytes = new byte[group.Length];
            if (group.Start >= HoleEnd && !TryReadGroup(_segment!.File.File, group, bytes))
            {
                break;
            }

            readable = group.End;
        }

        return readable;
    }

    /// <summary>Leaves files that the system would not write or sync: what is committed but not known to be on the disk is written to a new segment, and synced there.</summary>
    /// <param name="readable">Up to where; <see cref="Readable"/>. The ledger must not know of anything beyond that is to be sent again.</param>
    /// <exception cref="IOException">It failed; calling again tries again.</exception>
    public void Rescue(long readable)
    {
        EnsureFolders();
        if (_segment is not { } old)
        {
            StartJournal(_journal!.Header with { Producers = Table("checkpoint-without-table") });
            return;
        }

        GroupFrame[] carried = [.. _journal!.Unsynced.Where(group => group.Start >= HoleEnd && group.End <= readable)];
        if (_disturbance is { } disturbance)
        {
            if (disturbance.Kind == DisturbanceKind.Deleted)
            {
                RescueDeleted(old, carried);
            }
            else if (disturbance.Kind == DisturbanceKind.Hollowed)
            {
                RescueHollowed(old, carried);
            }
            else
            {
                RescueCut(old, carried, disturbance.Length);
            }

            return;
        }

        EnsureSettled();
        string closed = NameClosed(old);
        TryNoteClosed(old, closed, _journal.SyncedTo);
        StartSegment(old.Number + 1, closed, _journal.SyncedTo, Epoch, next => Carry(old, carried, next));
        Log.SegmentLeft(_logger, old.Path, _segment!.Path, carried.Sum(group => (long)group.Length));
    }

    private static void Carry(Segment old, IReadOnlyList<GroupFrame> groups, TailFile next)
    {
        foreach (GroupFrame group in groups)
        {
            byte[] bytes = new byte[group.Length];
            if (!TryReadGroup(old.File.File, group, bytes))
            {
                throw new IOException($"Bytes {group.Start} to {group.End} of segment {old.Name} could be read a moment ago, and now they cannot.");
            }

            next.Append(bytes);
        }
    }

    private static bool TryReadGroup(IStoredFile file, GroupFrame group, Span<byte> bytes)
    {
        try
        {
            return file.Read(group.Start, bytes) == group.Length && Crc32C.Compute(bytes) == group.Checksum;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
