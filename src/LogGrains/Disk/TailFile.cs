namespace LogActors;

/// <summary>A file that grows at its end, by whole pieces: one that was written in part is cut off again.</summary>
/// <remarks>One thread appends; <see cref="Sync"/> may run beside it. Owns the file.</remarks>
internal sealed class TailFile(IStoredFile file, string path, long tail, string point) : IDisposable
{
    private bool _dirty;

    public string Path { get; } = path;

    /// <summary>The end of the last whole piece: where the next one goes.</summary>
    public long Tail { get; private set; } = tail;

    /// <summary>Whether a write, a cut or a sync failed in a way that a full disk does not explain; such a file is not written any more.</summary>
    public bool Suspect { get; private set; }

    /// <summary>Whether a failed write may have left something behind <see cref="Tail"/>.</summary>
    public bool IsDirty => _dirty;

    /// <summary>Whether something has been cut off it: it may still have that on the disk, though it is synced up to <see cref="Tail"/>.</summary>
    public bool WasCut { get; private set; }

    public IStoredFile File => file;

    /// <summary>Writes a piece behind the last; on failure the file is as it was, or is made so before the next write.</summary>
    /// <exception cref="IOException">Nothing was written.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        EnsureWhole();
        try
        {
            Write(piece);
        }
        catch (Exception exception)
        {
            Suspect |= DiskErrors.IsBroken(exception);
            TakeBackTo(Tail);
            throw;
        }

        Tail += piece.Length;
    }

    /// <summary>Cuts off what was written from <paramref name="tail"/> on; if that fails, before the next write.</summary>
    public void TakeBackTo(long tail)
    {
        Tail = tail;
        _dirty = true;
        if (FaultPoint.Mutant("no-undo"))
        {
            _dirty = false;
            Tail = file.Length;
        }

        try
        {
            EnsureWhole();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Stays dirty: the next append tries again before it writes, and fails if it cannot.
        }
    }

    /// <summary>Cuts off what a failed write may have left behind the last whole piece. To be called before the file is left for good.</summary>
    /// <exception cref="IOException">It cannot be cut off; calling again tries again.</exception>
    public void EnsureWhole()
    {
        if (!_dirty)
        {
            return;
        }

        try
        {
            WasCut = true;
            file.Truncate(Tail);
            _dirty = false;
        }
        catch (Exception exception)
        {
            Suspect |= DiskErrors.IsBroken(exception);
            throw;
        }
    }

    /// <summary>Returns when everything before the call is on the disk.</summary>
    public void Sync()
    {
        try
        {
            file.Sync();
        }
        catch
        {
            Suspect = true;                                     // what the system has given up may look clean to the next sync
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private void Write(ReadOnlySpan<byte> piece)
    {
#if CHAOS
        int half = piece.Length / 2;
        file.Write(Tail, piece[..half]);
        FaultPoint.Reach($"{point}-half");
        file.Write(Tail + half, piece[half..]);
        FaultPoint.Reach(point);
#else
        _ = point;
        file.Write(Tail, piece);
#endif
    }
}
