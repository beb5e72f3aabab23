namespace LogActors;

/// <summary>Compresses a closed segment into frames of 1 MiB of text each, none of which needs another to be read.</summary>
/// <remarks>
/// Takes at most 8 MiB for as long as it runs, however long the segment is: 2 MiB for a frame and its text, and up to 5.3 MiB for zstd's tables, 1.25 MiB at level 3.
/// Blocks its thread for long; see <see cref="LowPriorityThread"/>.
/// </remarks>
internal static class SegmentCompressor
{
    /// <summary>Writes the compressed form of <paramref name="source"/> into <paramref name="destination"/>, from its first byte on.</summary>
    /// <param name="source">The plain segment, which nobody writes to any more. Only read; stays the caller's.</param>
    /// <param name="destination">A file of the caller's making. What it held is cut off. It is not synced. After an exception, what it holds is nothing that can be read.</param>
    /// <param name="format">Not <see cref="CompressionFormat.None"/>.</param>
    /// <param name="level">One that <see cref="CompressionLevels"/> allows.</param>
    /// <param name="cancellationToken">Looked at before each frame.</param>
    /// <returns>The length of the destination, in bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The format has no such level, or is none.</exception>
    /// <exception cref="IOException">The system refuses, or the source became shorter.</exception>
    /// <exception cref="InvalidDataException">What the destination gives back is not what was written into it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static long Compress(IStoredFile source, IStoredFile destination, CompressionFormat format, int level, CancellationToken cancellationToken)
    {
        using IFrameEncoder encoder = FrameCodecs.CreateEncoder(format, level);
        byte[] buffer = new byte[TextFrame.WrittenTextBytes];
        long length = source.Length;
        long offset = 0;
        long end = 0;
        destination.Truncate(0);
        while (offset < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> text = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - offset));
            if (source.Read(offset, text) != text.Length)
            {
                throw new EndOfStreamException($"The segment was {length} bytes long when its compression began, and ends before byte {offset + text.Length} now.");
            }

            ReadOnlySpan<byte> frame = encoder.Encode(text);
            destination.Write(end, frame);
            offset += text.Length;
            end += frame.Length;
        }

        return encoder.WriteEnd(destination, end);
    }
}
