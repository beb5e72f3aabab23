namespace LogActors.Fuzz;

/// <summary>What has to hold after a recovery of changed files: nothing that was not committed is taken, and nothing that was on the disk is cut.</summary>
internal sealed class SceneCheck(JournalScene scene, SortedDictionary<string, byte[]> changed, MemoryStorage storage)
{
    private readonly byte[] _journal = changed[scene.JournalInForce];

    /// <summary>Runs a recovery.</summary>
    /// <returns><see langword="null"/> if the storage would not do something.</returns>
    public static RecoveredLog? Recover(MemoryStorage storage)
    {
        try
        {
            return new Recovery(storage, new SegmentFolder(storage, JournalScene.SegmentFolder, JournalScene.LogFile), JournalScene.JournalFolder, RollNaming.Dated).Run();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The groups that are read are the first ones that were written, and all of those before the first change.</summary>
    public void CheckReader()
    {
        JournalContent? content = JournalReader.Read(_journal);
        int change = _journal.AsSpan().CommonPrefixLength(scene.InForce.Journal);
        Promise.Holds(content is not null || change < scene.InForce.HeaderBytes, $"The journal is refused, and byte {change} is the first that has changed.");
        if (content is null)
        {
            return;
        }

        int whole = scene.InForce.Groups.Count(group => group.FrameEnd <= change);
        Promise.Holds(content.Groups.Count >= whole && content.Groups.Count <= scene.InForce.Groups.Count, $"{content.Groups.Count} groups are read, of {whole} that have not changed and {scene.InForce.Groups.Count} that were written.");
        for (int i = 0; i < content.Groups.Count; i++)
        {
            Promise.Holds(IsSame(content.Groups[i], scene.InForce.Groups[i].Frame), $"Group {i} is read as another one.");
        }
    }

    /// <summary>What was found.</summary>
    public void CheckRecovered(RecoveredLog found)
    {
        if (found.Corruption is null)
        {
            CheckTaken(found);
        }

        CheckNothingLost(found);
        RecoveredLog? again = Recover(storage);
        Promise.Holds(again is not null && again.Tail == found.Tail && again.Corruption == found.Corruption && again.Quarantined == 0 && again.Producers.SequenceEqual(found.Producers), $"A second recovery finds something else than the first.");
    }

    private void CheckTaken(RecoveredLog found)
    {
        if (found.JournalPath != scene.JournalInForce)
        {
            bool readable = ReadableMarks().Any() || ReadableGroups().Any();
            Promise.Holds(!readable, $"The journal in force is passed over, and there are whole frames in it.");
            return;
        }

        JournalMaker made = scene.InForce;
        int groups = found.Tail == made.Header.Start ? 0 : 1 + made.Groups.FindIndex(group => group.Frame.End == found.Tail);
        Promise.Holds(groups > 0 || found.Tail == made.Header.Start, $"The segment is said to end at {found.Tail}, where no group ends.");
        Promise.Holds(found.Producers.SequenceEqual([.. made.Header.Producers, .. made.Groups.Take(groups).SelectMany(group => group.Frame.Producers)]), $"The producers are not those of the first {groups} groups.");
        long synced = made.Marks.Where(mark => _journal.AsSpan().IndexOf(made.Journal.AsSpan(mark.Begin..mark.End)) >= 0).Select(mark => mark.Offset).DefaultIfEmpty(made.Header.Start).Max();
        byte[] segment = storage.ContentOf(scene.Segment) ?? [];
        Promise.Holds(segment.Length == found.Tail || (segment.Length == 0 && !changed.ContainsKey(scene.Segment)), $"The segment has {segment.Length} bytes, and is said to end at {found.Tail}.");
        foreach ((GroupFrame group, _) in made.Groups.Take(groups).Where(group => group.Frame.Start >= synced))
        {
            Promise.Holds(Crc32C.Compute(segment.AsSpan((int)group.Start, group.Length)) == group.Checksum, $"Group {group.Number} is taken, and the segment has other bytes.");
        }
    }

    // Every file that still held what had been on the disk still holds it, byte for byte, as long as something in the journal says so.
    private void CheckNothingLost(RecoveredLog found)
    {
        JournalMaker made = scene.InForce;
        bool headerStands = _journal.AsSpan().CommonPrefixLength(made.Journal) >= made.HeaderBytes;
        long[] said = [.. ReadableMarks().Select(mark => mark.Offset), .. headerStands ? [made.Header.Start] : Array.Empty<long>()];
        if (said.Length > 0)
        {
            CheckKept(scene.Segment, said.Max());
        }

        if (made.Header.Previous is { } previous && (headerStands || found.JournalPath == scene.JournalInForce))
        {
            string path = JournalScene.SegmentPath(previous);
            CheckKept(path, made.Header.VoidFrom ?? changed.GetValueOrDefault(path)?.Length ?? 0);
        }

        if (found.Corruption is not null && changed.TryGetValue(scene.Segment, out byte[]? segment))
        {
            CheckKept(scene.Segment, segment.Length);
        }
    }

    private void CheckKept(string path, long synced)
    {
        if (changed.TryGetValue(path, out byte[]? before) && before.Length >= synced)
        {
            byte[] after = storage.ContentOf(path) ?? [];
            Promise.Holds(after.Length >= synced && after.AsSpan(0, (int)synced).SequenceEqual(before.AsSpan(0, (int)synced)), $"'{path}' had {synced} bytes that were on the disk, and has {after.Length} now.");
        }
    }

    private IEnumerable<(int Begin, int End, long Offset)> ReadableMarks() => scene.InForce.Marks.Where(mark => Stands(mark.Begin, mark.End));

    private IEnumerable<(GroupFrame Frame, int FrameEnd)> ReadableGroups()
    {
        int begin = scene.InForce.HeaderBytes;
        foreach ((GroupFrame frame, int end) in scene.InForce.Groups)
        {
            int length = FrameFormat.Overhead + 28 + (frame.Producers.Count * JournalFormat.ProducerSize);
            if (end - length >= begin && Stands(end - length, end))
            {
                yield return (frame, end);
            }
        }
    }

    private bool Stands(int begin, int end) => _journal.Length >= end && _journal.AsSpan(begin..end).SequenceEqual(scene.InForce.Journal.AsSpan(begin..end));

    private static bool IsSame(GroupFrame read, GroupFrame written) =>
        (read.Number, read.Start, read.Length, read.Checksum) == (written.Number, written.Start, written.Length, written.Checksum) && read.Producers.SequenceEqual(written.Producers);
}
