namespace LogActors;

/// <summary>Reads a compressed file back and compares it with the segment that it was made of, byte for byte.</summary>
/// <remarks>Takes about 3.2 MiB for as long as it runs, however long the segment is. Blocks its thread for long; see <see cref="LowPriorityThread"/>.</remarks>
internal static class CompressionCheck
{
    /// <summary>Looks for the first difference between a segment and its compressed form.</summary>
    /// <param name="source">The plain segment. Only read; stays the caller's.</param>
    /// <param name="compressed">What <see cref="SegmentCompressor"/> made of it. Only read; stays the caller's.</param>
    /// <param name="format">The format it was made in.</param>
    /// <param name="cancellationToken">Looked at before each frame.</param>
    /// <returns><see langword="null"/> if there is none: every reader will get the segment's text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The format is none.</exception>
    /// <exception cref="IOException">The system does not let one of them be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CompressionDifference? Find(IStoredFile source, IStoredFile compressed, CompressionFormat format, CancellationToken cancellationToken)
    {
        using IFrameDecoder decoder = FrameCodecs.CreateDecoder(format);
        byte[] bytes = new byte[TextFrame.WrittenTextBytes + (TextFrame.WrittenTextBytes / 8) + 1024];
        byte[] text = new byte[TextFrame.WrittenTextBytes];
        byte[] expected = new byte[TextFrame.WrittenTextBytes];
        long offset = 0;
        try
        {
            foreach (TextFrame frame in decoder.Frames(compressed))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (frame.TextLength > text.Length || frame.Length > bytes.Length)
                {
                    return new CompressionDifference(offset, $"Frame {frame.Number} at byte {frame.Offset} is longer than any that is written.");
                }

                frame.Load(compressed, decoder, bytes, text.AsSpan(0, frame.TextLength));
                int read = source.Read(offset, expected.AsSpan(0, frame.TextLength));
                int same = text.AsSpan(0, frame.TextLength).CommonPrefixLength(expected.AsSpan(0, read));
                if (same < frame.TextLength)
                {
                    return new CompressionDifference(offset + same, $"Frame {frame.Number} at byte {frame.Offset} differs from the segment at byte {offset + same} of the text.");
                }

                offset += frame.TextLength;
            }
        }
        catch (InvalidDataException damage)
        {
            return new CompressionDifference(offset, damage.Message);
        }

        long length = source.Length;
        return length == offset ? null : new CompressionDifference(offset, $"The frames hold {offset} bytes of text, and the segment {length}.");
    }
}
