using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LogActors;

/// <summary>The folder that all log files are in, locked for this process.</summary>
/// <remarks>
/// The lock is taken before the silo listens: two silos on one root would each believe to be the only writer, and ports do not prevent that (on Linux two silos can
/// listen on the same one). The system frees it when the process dies, however it dies. Thread-safe.
/// </remarks>
public sealed partial class LogRoot : IDisposable
{
    private const string OwnFolder = ".logactors";

    private readonly Lock _gate = new();
    private readonly string _owner;
    private readonly ulong _device;
    private IFileLock _lock;
    private volatile bool _isGone;
    private bool _isFreed;

    private LogRoot(string path, string owner, IFileLock held)
    {
        FullPath = path;
        _owner = owner;
        _device = DeviceOf(path);
        _lock = held;
    }

    /// <summary>The root as a full path without a slash at its end.</summary>
    public string FullPath { get; }

    /// <summary>Creates the root if it is absent, and locks it.</summary>
    /// <param name="directory">The root; a relative path counts from the current directory.</param>
    /// <param name="owner">Who locks it, for the message that a second silo shows.</param>
    /// <param name="allowNetwork">Whether it may be on a network file system; <see cref="LogStoreOptions.AllowNetworkFileSystem"/>.</param>
    /// <returns>The root; disposing it frees the lock.</returns>
    /// <exception cref="LogRootTakenException">Another silo has locked it; the message says which.</exception>
    /// <exception cref="IOException">It cannot be created or written, or is on a network file system; the message says which.</exception>
    /// <exception cref="UnauthorizedAccessException">Like <see cref="IOException"/>.</exception>
    public static LogRoot Open(string directory, string owner, bool allowNetwork = false)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        string own = Path.Combine(root, OwnFolder);
        Directory.CreateDirectory(own);
        if (!allowNetwork)
        {
            NetworkFileSystem.ThrowIfFolderIsOn(own);
        }

        IFileLock held = TakeLock(root, owner);
        try
        {
            return new LogRoot(root, owner, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether the last <see cref="EnsureThere"/> found another file system in the root's place, or nothing.</summary>
    internal bool IsGone => _isGone;

    /// <summary>Makes sure that the root is the folder that was locked. If somebody has deleted the lock, with the root or without, it is made and locked anew.</summary>
    /// <param name="logger">Where it is said that the root is gone, is back, or was made anew; once.</param>
    /// <exception cref="LogRootGoneException">Another file system is in its place, or none.</exception>
    /// <exception cref="LogRootTakenException">Another silo has locked the new one.</exception>
    /// <exception cref="IOException">The system does not say, or it cannot be made.</exception>
    internal void EnsureThere(ILogger logger)
    {
        lock (_gate)
        {
            if (_isFreed)
            {
                throw new IOException($"The log root '{FullPath}' has been freed; another silo may have it.");
            }

            if (NativePath.Identify(LockPath(FullPath)) is { } found && found.IsSameFileAs(_lock.Identity))
            {
                NoteBack(logger);
                return;
            }

            if (DeviceOf(FullPath) != _device)
            {
                LogRootGoneException gone = new($"The log root '{FullPath}' is not there any more: its file system was unmounted, or another one hides it. Nothing is written until it is back.");
                if (!_isGone)
                {
                    _isGone = true;
                    Log.Gone(logger, FullPath);
                }

                throw gone;
            }

            Directory.CreateDirectory(Path.Combine(FullPath, OwnFolder));
            IFileLock old = _lock;
            _lock = TakeLock(FullPath, _owner);
            old.Dispose();
            Log.MadeAnew(logger, FullPath);
            NoteBack(logger);
        }
    }

    /// <summary>The folder and name of a log file's segments, without date and ending.</summary>
    internal string StemOf(LogFileName name) => Path.Combine(FullPath, name.Value.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The folder of a log file's journals and lock; not among the logs. No name contains a tilde, so it is never in the way of another one's folder.</summary>
    internal string JournalFolderOf(LogFileName name) =>
        Path.Combine(FullPath, OwnFolder, "files", name.Value.Replace('/', Path.DirectorySeparatorChar) + "~");

    /// <summary>The log files that have been written here, in no order.</summary>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    internal IEnumerable<LogFileName> LogFiles()
    {
        string files = Path.Combine(FullPath, OwnFolder, "files");
        if (!Directory.Exists(files))
        {
            yield break;
        }

        foreach (string folder in Directory.EnumerateDirectories(files, "*~", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(files, folder)[..^1].Replace(Path.DirectorySeparatorChar, '/');
            if (LogFileName.TryParse(name, out LogFileName parsed, out _))
            {
                yield return parsed;
            }
        }
    }

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isFreed = true;
            _lock.Dispose();
        }
    }

    private void NoteBack(ILogger logger)
    {
        if (_isGone)
        {
            _isGone = false;
            Log.Back(logger, FullPath);
        }
    }

    private static string LockPath(string root)
    {
        bool skip = FaultPoint.Mutant("root-lock-skipped") || FaultPoint.Mutant("locks-skipped");
        return Path.Combine(root, OwnFolder, skip ? $"lock-{Environment.ProcessId}" : "lock");
    }

    private static IFileLock TakeLock(string root, string owner)
    {
        string ownerPath = Path.Combine(root, OwnFolder, "owner");
        IFileLock held = new LogStorage().TryLock(LockPath(root)) ?? throw new LogRootTakenException(root, ReadOwner(ownerPath));
        try
        {
            File.WriteAllText(ownerPath, owner);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    // The file system that a folder is on, or would be made on.
    private static ulong DeviceOf(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (NativePath.Identify(Path.Join(folder, ".")) is { } found)      // the folder itself, not a link to it
            {
                return found.Device;
            }
        }

        return 0;
    }

    private static string ReadOwner(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"an unknown process ({exception.Message})");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2401, LogLevel.Critical, "The log root {Directory} is not there any more: its file system was unmounted, or another one hides it. Producers keep their records until it is back.")]
        public static partial void Gone(ILogger logger, string directory);

        [LoggerMessage(2402, LogLevel.Warning, "The log root {Directory} is back.")]
        public static partial void Back(ILogger logger, string directory);

        [LoggerMessage(2403, LogLevel.Error, "Another program has deleted the lock of log root {Directory}. It has been made and locked anew.")]
        public static partial void MadeAnew(ILogger logger, string directory);
    }
}
