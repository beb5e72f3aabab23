using System.Buffers.Binary;

namespace LogActors.Fuzz;

/// <summary><see cref="JournalReader"/> and <see cref="Recovery"/>: over any bytes, and over what a writer left behind and something has changed.</summary>
/// <remarks>Behind an even byte an input is a journal; behind an odd one the number of a scene and what is done to its files, as <see cref="SceneChange"/> has it.</remarks>
internal sealed class JournalTarget : IFuzzTarget
{
    public string Name => "journal";

    public int MaxInputBytes => 2048;

    public IEnumerable<(string Name, byte[] Input)> Seeds =>
    [
        .. JournalScene.All.Select(scene => ($"journal-{scene.Name}", (byte[])[0, .. scene.InForce.Journal])),
        .. JournalScene.All.Select((scene, i) => ($"scene-{scene.Name}", (byte[])[1, (byte)i])),
        .. JournalScene.All.SelectMany((scene, i) => SceneChange.Seeds.Select((change, j) => ($"scene-{scene.Name}-{j}", (byte[])[1, (byte)i, .. change]))),
    ];

    public bool Run(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2)
        {
            return false;
        }

        return input[0] % 2 == 0 ? RunJournal(input[1..].ToArray()) : RunScene(JournalScene.All[input[1] % JournalScene.All.Count], input[2..]);
    }

    public void Repair(Span<byte> input)
    {
        if (input.Length < 1 || input[0] % 2 != 0)
        {
            return;
        }

        Span<byte> rest = input[1..];
        while (rest.Length >= FrameFormat.Overhead)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            if (length > rest.Length - FrameFormat.Overhead)
            {
                length = (uint)(rest.Length - FrameFormat.Overhead);
                BinaryPrimitives.WriteUInt32LittleEndian(rest, length);
            }

            int checksumAt = FrameFormat.HeadSize + (int)length;
            BinaryPrimitives.WriteUInt32LittleEndian(rest[checksumAt..], Crc32C.Compute(rest[..checksumAt]));
            rest = rest[(checksumAt + sizeof(uint))..];
        }
    }

    private static bool RunJournal(byte[] journal)
    {
        JournalContent? content = JournalReader.Read(journal);
        JournalReference? reference = JournalReference.Read(journal);
        Promise.Holds(content is null == reference is null, $"The header is {(content is null ? "refused" : "accepted")}, and docs/journal.md says otherwise.");
        MemoryStorage storage = new(JournalScene.SegmentFolder, JournalScene.JournalFolder);
        storage.Put(JournalScene.JournalPath(1), journal);
        string segment = JournalScene.SegmentPath(content?.Header.Segment ?? "orders-20261123.log");
        storage.Put(segment, [.. Enumerable.Range(0, 300).Select(i => (byte)i)]);
        RecoveredLog? found = SceneCheck.Recover(storage);
        Promise.Holds(found is null || (found.Tail >= 0 && (found.Corruption is not null || found.Tail <= storage.ContentOf(segment)!.Length)), $"The segment is said to end at {found?.Tail}.");
        if (content is null)
        {
            return false;
        }

        Promise.Holds(content.Header.Start == reference!.Start, $"Start is read as {content.Header.Start}.");
        Promise.Holds(
            content.Groups.Select(group => (group.Start, group.Length, group.Checksum, group.Producers.Count)).SequenceEqual(reference.Groups),
            $"{content.Groups.Count} groups are read, of {reference.Groups.Count}, or others.");
        return true;
    }

    private static bool RunScene(JournalScene scene, ReadOnlySpan<byte> changes)
    {
        SortedDictionary<string, byte[]> files = scene.Files;
        bool forged = SceneChange.Apply(scene, files, changes);
        MemoryStorage storage = new(JournalScene.SegmentFolder, JournalScene.JournalFolder);
        foreach ((string path, byte[] bytes) in files)
        {
            storage.Put(path, bytes);
        }

        RecoveredLog? found = SceneCheck.Recover(storage);
        if (!forged)
        {
            SceneCheck check = new(scene, files, storage);
            check.CheckReader();
            check.CheckRecovered(found!);
        }

        return found is { Corruption: null };
    }
}
