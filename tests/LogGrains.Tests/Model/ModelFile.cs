using NodaTime;

namespace LogActors.Tests;

/// <summary>A file of a <see cref="ModelDisk"/>: what the page cache has, what the disk has, and every state between the two that a power loss can leave.</summary>
/// <remarks>
/// A change is a write or a cut, with the sectors that it touched as they were afterwards. The system may write any of them back at any time; a sync writes them all. A sync
/// that fails gives up the bytes that it could not write: the cache still has them, and no later sync will write them. The length is the file system's own business, and stays to be written.
/// </remarks>
internal sealed class ModelFile
{
    private const int SectorBytes = 512;

    private readonly List<Change> _pending = [];
    private byte[] _cache = [];
    private byte[] _disk = [];
    private int _diskLength;

    public int Length { get; private set; }

    /// <summary>Its number, which no other file of the disk ever has.</summary>
    public required ulong Inode { get; init; }

    /// <summary>When it was written last. Left to the test: time has no part in what a power loss leaves.</summary>
    public Instant LastWrite { get; set; } = Instant.FromUnixTimeSeconds(0);

    public ReadOnlySpan<byte> Content => _cache.AsSpan(0, Length);

    /// <summary>What another program had copied when it cut the file to nothing.</summary>
    public byte[] Copied { get; private set; } = [];

    public void CopyAndCut()
    {
        Copied = [.. Content];
        Truncate(0);
    }

    public int Read(long offset, Span<byte> bytes)
    {
        int count = (int)Math.Clamp(Length - offset, 0, bytes.Length);
        _cache.AsSpan((int)Math.Min(offset, Length), count).CopyTo(bytes);
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        int end = (int)offset + bytes.Length;
        Grow(ref _cache, end);
        bytes.CopyTo(_cache.AsSpan((int)offset));
        Length = Math.Max(Length, end);
        Note((int)offset, end);
    }

    public void Truncate(long length)
    {
        int old = Length;
        Length = (int)length;
        Grow(ref _cache, Length);
        if (Length < old)
        {
            _cache.AsSpan(Length, old - Length).Clear();
        }

        Note(Math.Min(old, Length), Math.Max(old, Length));
    }

    /// <summary>What a sync that begins now has to write: that many changes.</summary>
    public int BeginSync() => _pending.Count;

    public void EndSync(int changes) => Settle(changes, () => true);

    /// <summary>A sync fails; some of what it should have written is on the disk all the same.</summary>
    public void FailSync(int changes, Random random)
    {
        if (changes > 0)
        {
            int length = _pending[changes - 1].Length;
            int kept = random.Next(3);                          // out of 2
            Settle(changes, () => random.Next(2) < kept);
            _pending.Insert(0, new Change(0, [], length));
        }
    }

    /// <summary>Only what is on the disk remains; and of what is not, any part.</summary>
    public void LosePower(Random random)
    {
        int kept = random.Next(4);                              // out of 3, at each sector
        Settle(_pending.Count, () => random.Next(3) < kept);
        _cache = [.. _disk];
        Length = _diskLength;
    }

    // For each sector and for the length, the last state that is kept is the one that the disk has.
    private void Settle(int changes, Func<bool> isKept)
    {
        foreach (Change change in _pending.Take(changes))
        {
            for (int at = 0; at < change.Bytes.Length; at += SectorBytes)
            {
                if (isKept())
                {
                    Grow(ref _disk, change.Start + at + SectorBytes);
                    change.Bytes.AsSpan(at, SectorBytes).CopyTo(_disk.AsSpan(change.Start + at));
                }
            }

            if (isKept())
            {
                _diskLength = change.Length;
                Grow(ref _disk, _diskLength);
            }
        }

        _disk.AsSpan(_diskLength).Clear();
        _pending.RemoveRange(0, changes);
    }

    private void Note(int from, int to)
    {
        int start = from / SectorBytes * SectorBytes;
        int end = (to + SectorBytes - 1) / SectorBytes * SectorBytes;
        Grow(ref _cache, end);
        _pending.Add(new Change(start, _cache[start..end], Length));
    }

    private static void Grow(ref byte[] bytes, int length)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, (length + SectorBytes - 1) / SectorBytes * SectorBytes));
        }
    }

    private readonly record struct Change(int Start, byte[] Bytes, int Length);
}
