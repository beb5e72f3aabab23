namespace LogActors;

/// <summary>An independent part of a compressed segment, a frame of zstd or a member of gzip, and the part of the text that it holds.</summary>
/// <param name="Number">Which one it is, from 0.</param>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">Its bytes in the file, at most <see cref="MaxBytes"/>.</param>
/// <param name="TextOffset">Where its text begins in the segment.</param>
/// <param name="TextLength">The bytes of its text, at most <see cref="MaxTextBytes"/>.</param>
internal readonly record struct TextFrame(long Number, long Offset, int Length, long TextOffset, int TextLength)
{
    /// <summary>The text of each frame that is written, but the last: 1 MiB.</summary>
    public const int WrittenTextBytes = 1024 * 1024;

    /// <summary>A frame that claims more text is not read: 4 MiB. So a damaged length costs no memory.</summary>
    public const int MaxTextBytes = 4 * WrittenTextBytes;

    /// <summary>A longer frame is not read. Text that cannot be compressed grows a little; by zlib's fastest level, by an eighth.</summary>
    public const int MaxBytes = MaxTextBytes + (MaxTextBytes / 8) + 1024;

    /// <exception cref="InvalidDataException">No frame is of these lengths, or it would be behind <paramref name="end"/>.</exception>
    public static TextFrame Checked(long number, long offset, uint length, long textOffset, uint textLength, long end)
    {
        if (textLength > MaxTextBytes)
        {
            throw Damage(number, offset, $"it claims {textLength} bytes of text, and more than {MaxTextBytes} are not read");
        }

        if (length is 0 or > MaxBytes || length > end - offset)
        {
            throw Damage(number, offset, $"it claims to be {length} bytes long, of {end - offset} that are there and {MaxBytes} that are read");
        }

        return new TextFrame(number, offset, (int)length, textOffset, (int)textLength);
    }

    /// <summary>Says which frame is wrong, and how.</summary>
    public static InvalidDataException Damage(long number, long offset, string what, Exception? cause = null) => new($"Frame {number} at byte {offset}: {what}.", cause);

    /// <summary>Says that this frame is wrong, and how.</summary>
    public InvalidDataException Damage(string what, Exception? cause = null) => Damage(Number, Offset, what, cause);

    /// <summary>Reads the frame from its file and decompresses it.</summary>
    /// <param name="file">The file that it was found in.</param>
    /// <param name="decoder">One of the file's format.</param>
    /// <param name="buffer">Memory for the frame itself, at least <see cref="Length"/> bytes.</param>
    /// <param name="text">As long as its text; filled. Undefined after an exception.</param>
    /// <exception cref="InvalidDataException">It is damaged; the message says where and how.</exception>
    /// <exception cref="IOException">The system does not let it be read.</exception>
    public void Load(IStoredFile file, IFrameDecoder decoder, byte[] buffer, Span<byte> text)
    {
        ArraySegment<byte> whole = new(buffer, 0, Length);
        if (file.Read(Offset, whole) != Length)
        {
            throw Damage("the file ends in it");
        }

        try
        {
            decoder.Decode(whole, text);
        }
        catch (InvalidDataException damage)
        {
            throw Damage(damage.Message, damage);
        }
    }
}
