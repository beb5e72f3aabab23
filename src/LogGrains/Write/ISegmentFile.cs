namespace LogActors;

/// <summary>An open segment. The caller owns the position: there is no append mode, so that a failed write can be undone.</summary>
/// <remarks>Not thread-safe; owned by one writer.</remarks>
internal interface ISegmentFile : IDisposable
{
    /// <summary>The file's length at this moment, in bytes.</summary>
    long Length { get; }

    /// <summary>Writes all of <paramref name="bytes"/> at <paramref name="offset"/>.</summary>
    /// <exception cref="IOException">Some or all of it was not written.</exception>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file to <paramref name="length"/> bytes.</summary>
    /// <exception cref="IOException">It was not cut.</exception>
    void Truncate(long length);

    /// <summary>Reads the byte at <paramref name="offset"/>.</summary>
    byte ReadByte(long offset);
}
