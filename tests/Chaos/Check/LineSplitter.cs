namespace LogActors.Chaos;

/// <summary>Reads a text line by line, as bytes, and says whether the last one had an end.</summary>
internal static class LineSplitter
{
    /// <summary>Takes a line without its end.</summary>
    public delegate void LineTaker(ReadOnlySpan<byte> line, bool ended);

    /// <exception cref="InvalidDataException">It cannot be decompressed; what stands before has been taken.</exception>
    public static void Read(SegmentText text, LineTaker take)
    {
        byte[] buffer = new byte[1024 * 1024];
        int filled = 0;
        long offset = 0;
        while (true)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            int read = text.Read(offset, buffer.AsSpan(filled));
            if (read == 0)
            {
                break;
            }

            filled += read;
            offset += read;
            int start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is >= 0 and int length)
            {
                take(buffer.AsSpan(start, length), ended: true);
                start += length + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }

        if (filled > 0)
        {
            take(buffer.AsSpan(0, filled), ended: false);
        }
    }
}
