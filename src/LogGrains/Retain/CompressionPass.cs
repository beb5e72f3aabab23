using NodaTime;

namespace LogActors;

/// <summary>Compresses the closed segments of a log file, the oldest first, each into a file of its own beside it, and then deletes the plain one.</summary>
/// <remarks>
/// The compressed file is made under a hidden name, <c>.orders-20261123.log.zst.new</c>, synced, read back and compared before it gets its own; then the catalogue says where the segment
/// is; then the plain file is deleted. It is whose the plain one is, and no more people may read it, from its first byte on. So at every moment one of them is whole, and the catalogue says which. What a death leaves behind is found by the next pass. Thread-safe against the
/// writer, not against another pass over the same log file.
/// </remarks>
internal sealed class CompressionPass(ILogStorage storage, string folder, SegmentCatalog catalog)
{
    private const string FreshEnding = ".new";

    /// <summary>Takes away what a pass that was interrupted has left: a half-made file, or a plain one that has been compressed, whether that has been noted or not.</summary>
    /// <param name="cancellation">Looked at before each frame.</param>
    /// <exception cref="IOException">Something cannot be read, noted or deleted; the next pass tries again.</exception>
    /// <remarks>Before anything is deleted for a limit: of a segment that is there in two forms the catalogue knows one, and the other would be left for ever.</remarks>
    public void Clear(CancellationToken cancellation)
    {
        HashSet<string> names = [.. storage.List(folder)];
        foreach (ClosedSegment segment in catalog.Segments)
        {
            (CompressionFormat format, string plain) = CompressedNaming.Parse(segment.FileName);
            if (format != CompressionFormat.None)
            {
                if (names.Contains(plain) && IsSame(plain, segment.FileName, format, cancellation))
                {
                    storage.Delete(PathOf(plain));
                }

                continue;
            }

            foreach (CompressionFormat any in (ReadOnlySpan<CompressionFormat>)[CompressionFormat.Zstd, CompressionFormat.Gzip])
            {
                string name = segment.FileName + CompressedNaming.Ending(any);
                if (names.Contains(FreshName(name)))
                {
                    storage.Delete(PathOf(FreshName(name)));
                }

                if (names.Contains(name) && IsSame(segment.FileName, name, any, cancellation))
                {
                    Exchange(segment, name, storage.Identify(PathOf(name))!.Value.Length);
                }
            }
        }
    }

    /// <summary>The oldest segment that is to be compressed at this moment, but for some.</summary>
    /// <param name="current">The current segment; only those before it are closed.</param>
    /// <param name="options">The settings.</param>
    /// <param name="now">The present time.</param>
    /// <param name="without">The numbers of those that could not be.</param>
    /// <returns><see langword="null"/> if there is none.</returns>
    public ClosedSegment? Next(CurrentSegment current, RetainOptions options, Instant now, IReadOnlySet<long> without) =>
        options.Compress == CompressionFormat.None ? null
        : catalog.Segments.FirstOrDefault(segment => segment.Number < current.Number && segment.Bytes > 0 && !without.Contains(segment.Number)
            && CompressedNaming.Parse(segment.FileName).Format == CompressionFormat.None && segment.ClosedAt + Duration.FromTimeSpan(options.CompressAfter) <= now);

    /// <summary>Compresses a segment.</summary>
    /// <returns><see langword="null"/>, or why it stays as it is.</returns>
    /// <exception cref="IOException">It stays as it is for now.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and stays as it is for now.</exception>
    public string? Compress(ClosedSegment segment, RetainOptions options, CancellationToken cancellation)
    {
        if (storage.Identify(PathOf(segment.FileName)) is not { Kind: FileKind.Regular } found || found.Length != segment.Bytes)
        {
            return "the file is not what the log file has made";
        }

        string name = segment.FileName + CompressedNaming.Ending(options.Compress);
        string fresh = PathOf(FreshName(name));
        long bytes;
        try
        {
            bytes = Write(segment, fresh, options, cancellation);
        }
        catch
        {
            storage.Delete(fresh);
            throw;
        }

        if (FaultPoint.Mutant("plain-deleted-early"))
        {
            storage.Delete(PathOf(segment.FileName));
        }

        FaultPoint.Reach("compress-written");
        if (!storage.TryRename(fresh, PathOf(name)))
        {
            storage.Delete(fresh);
            if (!IsSame(segment.FileName, name, options.Compress, cancellation))
            {
                return $"another file is called {name}";
            }

            bytes = storage.Identify(PathOf(name))!.Value.Length;   // of a pass that could not say so
        }

        Exchange(segment, name, bytes);
        return null;
    }

    private static string FreshName(string name) => $".{name}{FreshEnding}";

    private string PathOf(string name) => Path.Combine(folder, name);

    // From now on the segment is in its compressed file, which has its name.
    private void Exchange(ClosedSegment segment, string name, long bytes)
    {
        storage.SyncFolder(folder);
        FaultPoint.Reach("compress-named");
        if (!FaultPoint.Mutant("compress-not-noted"))
        {
            catalog.Store(segment.Number, name, bytes, sync: !FaultPoint.Mutant("compress-note-unsynced"));
        }

        FaultPoint.Reach("compress-noted");
        storage.Delete(PathOf(segment.FileName));
        FaultPoint.Reach("compress-deleted");
    }

    private long Write(ClosedSegment segment, string fresh, RetainOptions options, CancellationToken cancellation)
    {
        using IStoredFile source = storage.TryOpen(PathOf(segment.FileName)) ?? throw new IOException($"Segment {segment.FileName} is gone.");
        using IStoredFile destination = storage.CreateLike(fresh, PathOf(segment.FileName));
        long bytes = SegmentCompressor.Compress(source, destination, options.Compress, options.EffectiveLevel, cancellation);
        if (!FaultPoint.Mutant("compress-sync-skipped"))
        {
            destination.Sync();
        }

        return CompressionCheck.Find(source, destination, options.Compress, cancellation) is { } difference
            ? throw new IOException($"What was compressed of segment {segment.FileName} does not give it back: {difference.What}")
            : bytes;
    }

    private bool IsSame(string plain, string compressed, CompressionFormat format, CancellationToken cancellation)
    {
        using IStoredFile? source = storage.TryOpen(PathOf(plain));
        using IStoredFile? other = storage.TryOpen(PathOf(compressed));
        return source is not null && other is not null && CompressionCheck.Find(source, other, format, cancellation) is null;
    }
}
