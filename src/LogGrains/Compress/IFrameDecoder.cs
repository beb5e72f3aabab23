namespace LogActors;

/// <summary>Finds the frames of a compressed segment, and decompresses them one by one.</summary>
/// <remarks>Not thread-safe. Owns its memory, in the runtime and outside.</remarks>
internal interface IFrameDecoder : IDisposable
{
    /// <summary>The frames from the first to the last, none for no text, without a gap in file or text. Reads the file as it is enumerated; its memory does not depend on their number.</summary>
    /// <remarks>
    /// Each length of a text is held against a second place in the file, since an error in one would shift all text behind it. What is in the frames is not looked at.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is damaged, or of another format; the message says where.</exception>
    IEnumerable<TextFrame> Frames(IStoredFile file);

    /// <summary>Decompresses one frame and checks its checksum.</summary>
    /// <param name="frame">The whole frame.</param>
    /// <param name="text">As long as the frame's text; filled. Undefined after an exception.</param>
    /// <exception cref="InvalidDataException">The frame is damaged; the message says how, and not where.</exception>
    void Decode(ArraySegment<byte> frame, Span<byte> text);
}
