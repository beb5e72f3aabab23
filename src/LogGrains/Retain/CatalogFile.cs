using System.Buffers;

namespace LogActors;

/// <summary>The file of a <see cref="SegmentCatalog"/>: frames are appended to it, and at times it is made anew of what is known.</summary>
/// <remarks>It is open only while it is read or written. Not thread-safe.</remarks>
/// <param name="storage">The file layer.</param>
/// <param name="folder">The folder that it is in.</param>
/// <param name="content">What was read from it.</param>
/// <param name="segments">What is known, at any time.</param>
internal sealed class CatalogFile(ILogStorage storage, string folder, CatalogContent content, IReadOnlyCollection<ClosedSegment> segments)
{
    public const string Name = "segments";

    private const string FreshName = "segments.new";

    private readonly string _path = Path.Combine(folder, Name);
    private long _tail = content.Length;
    private bool _sound;
    private bool _nameUnsynced;

    /// <summary>How many frames it has.</summary>
    public int Frames { get; private set; } = content.Frames;

    /// <summary>Reads the file of a folder, in which there may be none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CatalogContent Read(ILogStorage storage, string folder)
    {
        string path = Path.Combine(folder, Name);
        using IStoredFile? file = storage.TryOpen(path);
        int length = file is null ? 0 : file.Length <= Array.MaxLength ? (int)file.Length : throw new IOException($"Catalogue '{path}' has {file.Length} bytes, more than can be read.");
        byte[] bytes = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            int read = file?.Read(0, bytes.AsSpan(0, length)) ?? 0;
            return CatalogFormat.Read(bytes.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Appends frames.</summary>
    /// <param name="frames">The frames.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="sync">Whether they are to be on the disk on return, with all before them.</param>
    /// <exception cref="IOException">They do not count, though a later process may find them.</exception>
    public void Append(ReadOnlySpan<byte> frames, int count, bool sync)
    {
        EnsureSound();
        using IStoredFile file = OpenWhole();
        file.Write(_tail, frames);
        if (sync)
        {
            SyncFile(file);
        }

        _tail += frames.Length;
        Frames += count;
    }

    /// <summary>Returns when everything in it is on the disk.</summary>
    /// <exception cref="IOException">It may not be; calling again tries again.</exception>
    public void Sync()
    {
        if (_tail > 0)
        {
            EnsureSound();
            using IStoredFile file = OpenWhole();
            SyncFile(file);
        }
    }

    /// <summary>Writes what is known, and syncs it, before it takes the place of the old file: so there is a whole one under the name at every moment.</summary>
    /// <exception cref="IOException">Either may be in its place.</exception>
    public void Rewrite()
    {
        ArrayBufferWriter<byte> frames = new();
        CatalogFormat.AddHeader(frames);
        foreach (ClosedSegment segment in segments)
        {
            CatalogFormat.AddClosed(frames, segment);
        }

        string fresh = Path.Combine(folder, FreshName);
        try
        {
            using (IStoredFile file = storage.Open(fresh))
            {
                file.Truncate(0);
                file.Write(0, frames.WrittenSpan);
                file.Sync();
            }

            _sound = false;                                     // if it fails, either may be there
            storage.Replace(fresh, _path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard(fresh);
            throw;
        }

        (_tail, Frames, _sound, _nameUnsynced) = (frames.WrittenCount, segments.Count, true, true);
        SyncName();
    }

    // After a sync that failed, the system has bytes that the disk will never get, and a sync of a later process says nothing of them. So neither this process nor the next
    // goes on in such a file.
    private void EnsureSound()
    {
        if (!_sound)
        {
            Rewrite();
        }
    }

    // Without what a failed change has left behind the last whole one.
    private IStoredFile OpenWhole()
    {
        IStoredFile file = storage.Open(_path);
        try
        {
            if (file.Length < _tail)                            // somebody has deleted or cut it
            {
                file.Dispose();
                Rewrite();
                file = storage.Open(_path);
            }

            if (file.Length > _tail)
            {
                file.Truncate(_tail);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void SyncFile(IStoredFile file)
    {
        try
        {
            file.Sync();
        }
        catch
        {
            _sound = false;
            throw;
        }

        SyncName();
    }

    private void SyncName()
    {
        if (_nameUnsynced)
        {
            storage.SyncFolder(folder);
            _nameUnsynced = false;
        }
    }

    private void Discard(string fresh)
    {
        try
        {
            storage.Delete(fresh);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It stays until the next rewrite, which begins with it.
        }
    }
}
