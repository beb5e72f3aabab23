namespace LogActors;

/// <summary>Compresses text frame by frame, in memory that is used again.</summary>
/// <remarks>Not thread-safe. Owns its memory, in the runtime and outside.</remarks>
internal interface IFrameEncoder : IDisposable
{
    /// <summary>Compresses a piece of text, of 1 to <see cref="TextFrame.WrittenTextBytes"/> bytes.</summary>
    /// <returns>The frame, valid until the next call.</returns>
    ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> text);

    /// <summary>Writes what the format has behind the last frame.</summary>
    /// <param name="file">The file with the frames, from its first byte on.</param>
    /// <param name="offset">Where the frames end.</param>
    /// <returns>Where the file ends.</returns>
    /// <exception cref="IOException">The system refuses.</exception>
    /// <exception cref="InvalidDataException">What the file gives back is not what was written.</exception>
    long WriteEnd(IStoredFile file, long offset);
}
