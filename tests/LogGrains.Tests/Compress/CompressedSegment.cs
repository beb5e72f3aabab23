namespace LogActors.Tests;

/// <summary>A segment in a folder of its own, and the file that it was compressed into.</summary>
internal sealed class CompressedSegment : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CompressionFormat _format;
    private readonly string _name;

    public CompressedSegment(byte[] text, CompressionFormat format, int? level = null)
    {
        _format = format;
        _name = "orders.log" + CompressedNaming.Ending(format);
        Source = new LogStorage().Open(_folder["orders.log"]);
        Source.Write(0, text);
        File = new LogStorage().Open(Path);
        Length = SegmentCompressor.Compress(Source, File, format, level ?? CompressionLevels.Default(format), CancellationToken.None);
    }

    public string Path => _folder[_name];

    public IStoredFile Source { get; }

    public IStoredFile File { get; }

    /// <summary>How long the file was said to be when it was written.</summary>
    public long Length { get; }

    public byte[] Bytes => Content(File);

    public CompressedText OpenText() => CompressedText.Open(new LogStorage().Open(Path), _name, _format);

    public CompressionDifference? Check() => CompressionCheck.Find(Source, File, _format, CancellationToken.None);

    /// <summary>Changes bits of one byte of the compressed file; the same change again takes it back.</summary>
    public void Flip(long position, byte bits)
    {
        byte[] one = new byte[1];
        File.Read(position, one);
        one[0] ^= bits;
        File.Write(position, one);
    }

    /// <summary>Reads all of the text, the end first: what comes from there depends on where the frames before it are.</summary>
    public byte[] ReadAll()
    {
        using CompressedText text = OpenText();
        byte[] all = new byte[text.Length];
        int half = all.Length / 2;
        Assert.Equal(all.Length - half, text.Read(half, all.AsSpan(half)));
        Assert.Equal(half, text.Read(0, all.AsSpan(0, half)));
        return all;
    }

    public void Dispose()
    {
        Source.Dispose();
        File.Dispose();
        _folder.Dispose();
    }

    private static byte[] Content(IStoredFile file)
    {
        byte[] bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.Read(0, bytes));
        return bytes;
    }
}
