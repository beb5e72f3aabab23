namespace LogActors.Chaos;

/// <summary>The text of a file that holds a segment, decompressed where its name says so.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class SegmentText : IDisposable
{
    private const int BlockBytes = 1024 * 1024;

    private readonly IStoredFile? _plain;
    private readonly CompressedText? _compressed;

    private SegmentText(IStoredFile? plain, CompressedText? compressed)
    {
        _plain = plain;
        _compressed = compressed;
    }

    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public static SegmentText Open(string path)
    {
        IStoredFile file = new LogStorage().TryOpen(path) ?? throw new FileNotFoundException($"'{path}' is gone.", path);
        CompressionFormat format = CompressedNaming.Parse(path).Format;
        try
        {
            return format == CompressionFormat.None ? new SegmentText(file, null) : new SegmentText(null, CompressedText.Open(file, Path.GetFileName(path), format));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads until <paramref name="bytes"/> is full or the text ends, and says how many bytes that were.</summary>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public int Read(long offset, Span<byte> bytes) => _plain?.Read(offset, bytes) ?? _compressed!.Read(offset, bytes);

    /// <summary>Whether another file holds the same text.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be decompressed.</exception>
    public bool IsSameAs(string path)
    {
        using SegmentText other = Open(path);
        byte[] mine = new byte[BlockBytes];
        byte[] theirs = new byte[BlockBytes];
        for (long offset = 0; ; offset += BlockBytes)
        {
            int read = Read(offset, mine);
            if (other.Read(offset, theirs) != read || !mine.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, read)))
            {
                return false;
            }

            if (read < BlockBytes)
            {
                return true;
            }
        }
    }

    public void Dispose()
    {
        _plain?.Dispose();
        _compressed?.Dispose();
    }
}
