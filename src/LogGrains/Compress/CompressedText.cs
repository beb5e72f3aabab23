namespace LogActors;

/// <summary>The text of a compressed segment, to be read from any byte on; only the frames that are asked for are decompressed.</summary>
/// <remarks>
/// Not thread-safe. Owns the file. Holds the list of frames, 40 bytes for each, and the memory of one frame and its text: 2 MiB for what <see cref="SegmentCompressor"/> wrote, at most
/// 8.5 MiB. The frame that was read last is kept, so that reading on in small pieces decompresses nothing twice.
/// </remarks>
internal sealed class CompressedText : IDisposable
{
    private readonly IStoredFile _file;
    private readonly string _name;
    private readonly IFrameDecoder _decoder;
    private readonly TextFrame[] _frames;
    private readonly byte[] _buffer;
    private readonly byte[] _text;
    private int _loaded = -1;

    private CompressedText(IStoredFile file, string name, IFrameDecoder decoder, TextFrame[] frames)
    {
        _file = file;
        _name = name;
        _decoder = decoder;
        _frames = frames;
        _buffer = new byte[frames.Select(frame => frame.Length).DefaultIfEmpty(0).Max()];
        _text = new byte[frames.Select(frame => frame.TextLength).DefaultIfEmpty(0).Max()];
        Length = frames is [.., TextFrame last] ? last.TextOffset + last.TextLength : 0;
    }

    /// <summary>The length of the text, in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads where the frames are: for each of them two small pieces of the file.</summary>
    /// <param name="file">A file that <see cref="SegmentCompressor"/> wrote. Owned from the return on; after an exception it is still the caller's.</param>
    /// <param name="name">How messages call it.</param>
    /// <param name="format">The format it is in.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another format; the message says its name, the frame and what is wrong.</exception>
    /// <exception cref="IOException">The system does not let it be read.</exception>
    public static CompressedText Open(IStoredFile file, string name, CompressionFormat format)
    {
        IFrameDecoder decoder = FrameCodecs.CreateDecoder(format);
        bool opened = false;
        try
        {
            CompressedText text = new(file, name, decoder, [.. decoder.Frames(file)]);
            opened = true;
            return text;
        }
        catch (InvalidDataException damage)
        {
            throw InFile(name, damage);
        }
        finally
        {
            if (!opened)
            {
                decoder.Dispose();
            }
        }
    }

    /// <summary>Reads text from <paramref name="textOffset"/> on until <paramref name="bytes"/> is full or the text ends.</summary>
    /// <returns>How many bytes were read.</returns>
    /// <exception cref="InvalidDataException">A frame is damaged; the message says the file's name, the frame and what is wrong. Other frames can still be read.</exception>
    /// <exception cref="IOException">The system does not let it be read.</exception>
    public int Read(long textOffset, Span<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(textOffset);
        int done = 0;
        while (done < bytes.Length && textOffset + done < Length)
        {
            long at = textOffset + done;
            int number = FrameOf(at);
            Load(number);
            TextFrame frame = _frames[number];
            ReadOnlySpan<byte> rest = _text.AsSpan(0, frame.TextLength)[(int)(at - frame.TextOffset)..];
            int count = Math.Min(rest.Length, bytes.Length - done);
            rest[..count].CopyTo(bytes[done..]);
            done += count;
        }

        return done;
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _file.Dispose();
    }

    // The last frame that begins there or before.
    private int FrameOf(long textOffset)
    {
        int low = 0;
        int high = _frames.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _frames[middle].TextOffset <= textOffset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private void Load(int number)
    {
        if (number == _loaded)
        {
            return;
        }

        _loaded = -1;
        try
        {
            _frames[number].Load(_file, _decoder, _buffer, _text.AsSpan(0, _frames[number].TextLength));
        }
        catch (InvalidDataException damage)
        {
            throw InFile(_name, damage);
        }

        _loaded = number;
    }

    private static InvalidDataException InFile(string name, InvalidDataException damage) => new($"'{name}': {damage.Message}", damage);
}
