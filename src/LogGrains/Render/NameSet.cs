namespace LogActors;

/// <summary>The names in one object, as they are written, each with an index in the order of its coming.</summary>
/// <remarks>
/// Compares a handful of names one by one, and hashes from there on: a hostile record of two hundred thousand names must not cost their square. The hash is
/// seeded at random for each process. Allocates nothing once it has grown. Not thread-safe.
/// </remarks>
internal sealed class NameSet
{
    private const int MaxUnhashedNames = 16;
    private const int MaxKeptNames = 1024;

    private Entry[] _entries = new Entry[MaxUnhashedNames];
    private int[] _buckets = [];

    /// <summary>Where names are written: append one, then <see cref="Add"/> it.</summary>
    public LineBuffer Bytes { get; } = new();

    /// <summary>How many different names there are.</summary>
    public int Count { get; private set; }

    /// <summary>The name with this index; valid until the next change.</summary>
    public ReadOnlySpan<byte> this[int index] => Bytes.Written.Slice(_entries[index].Start, _entries[index].Length);

    /// <summary>Adds the name that was written to <see cref="Bytes"/> from <paramref name="start"/> on.</summary>
    /// <returns>Its index: <see cref="Count"/> as it was before if the name is new, a lower one if it is not.</returns>
    public int Add(int start)
    {
        ReadOnlySpan<byte> name = Bytes.Written[start..];
        int hash = Count < MaxUnhashedNames ? 0 : Hash(name);
        int known = Count < MaxUnhashedNames ? FindUnhashed(name) : FindHashed(name, hash);
        if (known >= 0)
        {
            Bytes.TruncateTo(start);
            return known;
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        _entries[Count++] = new Entry(start, name.Length, hash);
        if (Count == MaxUnhashedNames || (Count > MaxUnhashedNames && Count > _buckets.Length / 2))
        {
            Rehash();
        }
        else if (Count > MaxUnhashedNames)
        {
            Link(Count - 1);
        }

        return Count - 1;
    }

    /// <summary>Whether a name has been added, spelled as it is written.</summary>
    public bool Contains(ReadOnlySpan<byte> name) => (Count < MaxUnhashedNames ? FindUnhashed(name) : FindHashed(name, Hash(name))) >= 0;

    /// <summary>Forgets all names, and lets go of memory that an unusual object needed.</summary>
    public void Clear()
    {
        Count = 0;
        Bytes.Clear();
        if (_entries.Length > MaxKeptNames)
        {
            _entries = new Entry[MaxUnhashedNames];
            _buckets = [];
        }
    }

    private int FindUnhashed(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> bytes = Bytes.Written;
        for (int i = 0; i < Count; i++)
        {
            ref readonly Entry entry = ref _entries[i];
            if (entry.Length == name.Length && bytes.Slice(entry.Start, entry.Length).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private int FindHashed(ReadOnlySpan<byte> name, int hash)
    {
        for (int i = _buckets[hash & (_buckets.Length - 1)] - 1; i >= 0; i = _entries[i].Next)
        {
            if (_entries[i].Hash == hash && this[i].SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private void Rehash()
    {
        int size = Math.Max(_entries.Length * 4, MaxUnhashedNames * 4);
        if (_buckets.Length == size)
        {
            Array.Clear(_buckets);
        }
        else
        {
            _buckets = new int[size];
        }

        for (int i = 0; i < Count; i++)
        {
            _entries[i].Hash = Hash(this[i]);
            Link(i);
        }
    }

    private void Link(int index)
    {
        ref int bucket = ref _buckets[_entries[index].Hash & (_buckets.Length - 1)];
        _entries[index].Next = bucket - 1;
        bucket = index + 1;
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private record struct Entry(int Start, int Length, int Hash)
    {
        public int Next { get; set; }
    }
}
