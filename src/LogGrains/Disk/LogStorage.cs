using Microsoft.Win32.SafeHandles;

namespace LogActors;

/// <summary>The real file layer.</summary>
internal sealed class LogStorage : ILogStorage
{
    public IStoredFile Open(string path) => new StoredFile(OpenHandle(path, FileMode.OpenOrCreate));

    public IStoredFile CreateLike(string path, string other)
    {
        File.Delete(path);
        if (OperatingSystem.IsWindows())
        {
            return new StoredFile(OpenHandle(path, FileMode.CreateNew));
        }

        FileRights rights = NativePath.RightsOf(other);
        FileStream stream = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            UnixCreateMode = rights.OwnersMode,
        });
        rights.TryGiveTo(stream.SafeFileHandle);
        return new StoredFile(stream.SafeFileHandle, stream);
    }

    public IStoredFile? TryOpen(string path)
    {
        try
        {
            return new StoredFile(OpenHandle(path, FileMode.Open));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    public void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string? above = Path.GetDirectoryName(path);
        if (above is not null)
        {
            CreateFolder(above);
        }

        Directory.CreateDirectory(path);
        if (above is not null)
        {
            SyncFolder(above);
        }
    }

    public void Delete(string path) => File.Delete(path);

    public bool TryRename(string from, string to)
    {
        if (FaultPoint.Mutant("rename-overwrites"))
        {
            Delete(to);
        }

        return NativePath.TryRename(from, to);
    }

    public void Replace(string from, string to) => File.Move(from, to, overwrite: true);

    public FileIdentity? Identify(string path) => NativePath.Identify(path);

    public void SyncFolder(string path) => NativeFile.SyncFolder(path);

    public IFileLock? TryLock(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException exception) when (DiskErrors.IsWouldBlock(exception.HResult))
        {
            return null;                                        // on Unix the runtime takes a shared lock as it opens
        }

        bool locked = false;
        try
        {
            locked = NativeFile.TryLock(handle);
            return locked ? new FileLock(handle) : null;
        }
        finally
        {
            if (!locked)
            {
                handle.Dispose();
            }
        }
    }

    // Writers keep each other out by the lock of the log file; FileShare would do so on Windows only, and is in a reader's way.
    private static SafeFileHandle OpenHandle(string path, FileMode mode) =>
        File.OpenHandle(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private sealed class FileLock(SafeFileHandle handle) : IFileLock
    {
        public FileIdentity Identity => NativePath.Identify(handle);

        public void Dispose() => handle.Dispose();
    }

    private sealed class StoredFile(SafeFileHandle handle, FileStream? stream = null) : IStoredFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public FileIdentity Identity => NativePath.Identify(handle);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public int Read(long offset, Span<byte> bytes)
        {
            int done = 0;
            while (done < bytes.Length && RandomAccess.Read(handle, bytes[done..], offset + done) is > 0 and int read)
            {
                done += read;
            }

            return done;
        }

        public void Truncate(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => NativeFile.Sync(handle);

        public void Dispose()
        {
            stream?.Dispose();                                  // whose handle it is, if there is one
            handle.Dispose();
        }
    }
}
