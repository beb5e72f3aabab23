namespace LogActors;

/// <summary>An open file. The caller owns the position: there is no append mode, so that a failed write can be undone.</summary>
/// <remarks>One thread writes and truncates; <see cref="Sync"/> may run beside it. Every method throws <see cref="IOException"/> when the system refuses.</remarks>
internal interface IStoredFile : IDisposable
{
    /// <summary>The file's length at this moment, in bytes.</summary>
    long Length { get; }

    /// <summary>Which file it is, and what the system says of it at this moment. It is another than the path's once somebody has deleted, moved or replaced it.</summary>
    FileIdentity Identity { get; }

    /// <summary>Writes all of <paramref name="bytes"/> at <paramref name="offset"/>; when it throws, some of them may have been written.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Reads from <paramref name="offset"/> until <paramref name="bytes"/> is full or the file ends.</summary>
    /// <returns>How many bytes were read.</returns>
    int Read(long offset, Span<byte> bytes);

    /// <summary>Cuts the file to <paramref name="length"/> bytes.</summary>
    void Truncate(long length);

    /// <summary>Returns when everything written before the call is on the disk. After it has thrown, what was written since the last sync may be lost though a second call succeeds.</summary>
    void Sync();
}
