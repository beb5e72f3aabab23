using System.Buffers.Binary;

namespace LogActors.Fuzz;

/// <summary>What is done to the files of a scene: a row of changes of five bytes each.</summary>
/// <remarks><code>file (u8) | kind (u8) | where (u16) | value (u8)</code> File and place count modulo what there is.</remarks>
internal static class SceneChange
{
    private const int Bytes = 5;
    private const int Kinds = 8;

    /// <summary>Changes that are worth a beginning: each kind, on one file or another.</summary>
    public static IEnumerable<byte[]> Seeds { get; } = [.. Enumerable.Range(0, Kinds).Select(kind => (byte[])[(byte)kind, (byte)kind, (byte)(7 + (kind * 13)), 0, 5])];

    /// <summary>Changes the files.</summary>
    /// <returns>Whether something was done that no crash and no fault of a disk does: a checksum was made right again, or a file deleted.</returns>
    public static bool Apply(JournalScene scene, SortedDictionary<string, byte[]> files, ReadOnlySpan<byte> changes)
    {
        bool forged = false;
        string[] paths = [.. scene.Files.Keys];
        for (; changes.Length >= Bytes; changes = changes[Bytes..])
        {
            string path = paths[changes[0] % paths.Length];
            if (files.TryGetValue(path, out byte[]? bytes))
            {
                int where = BinaryPrimitives.ReadUInt16LittleEndian(changes[2..]) % (bytes.Length + 1);
                (byte[]? changed, bool alsoForged) = Change(bytes, changes[1] % Kinds, where, changes[4]);
                forged |= alsoForged;
                if (changed is null)
                {
                    files.Remove(path);
                }
                else
                {
                    files[path] = changed;
                }
            }
        }

        return forged;
    }

    private static (byte[]? Bytes, bool Forged) Change(byte[] bytes, int kind, int where, byte value)
    {
        int some = Math.Min(1 + (value % 64), bytes.Length - where);
        return kind switch
        {
            0 or 1 when where < bytes.Length => ([.. bytes[..where], (byte)(bytes[where] ^ (kind == 0 ? 1 << (value % 8) : value)), .. bytes[(where + 1)..]], false),
            2 => (bytes[..where], false),
            3 => ([.. bytes[..where], .. new byte[some], .. bytes[(where + some)..]], false),
            4 => ([.. bytes, .. Enumerable.Repeat(value, value)], false),
            5 => ([.. bytes[..where], .. bytes[(where + some)..]], false),
            6 => (null, true),
            7 when where < bytes.Length => (Forge([.. bytes[..where], value, .. bytes[(where + 1)..]]), true),
            _ => (bytes, false),
        };
    }

    private static byte[] Forge(byte[] journal)
    {
        Span<byte> rest = journal;
        while (rest.Length >= FrameFormat.Overhead && BinaryPrimitives.ReadUInt32LittleEndian(rest) is var length && length <= rest.Length - FrameFormat.Overhead)
        {
            int checksumAt = FrameFormat.HeadSize + (int)length;
            BinaryPrimitives.WriteUInt32LittleEndian(rest[checksumAt..], Crc32C.Compute(rest[..checksumAt]));
            rest = rest[(checksumAt + sizeof(uint))..];
        }

        return journal;
    }
}
