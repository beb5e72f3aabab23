using System.Globalization;

namespace LogActors;

/// <summary>The folder that all log files are in, locked for this process.</summary>
/// <remarks>
/// The lock is taken before the silo listens: two silos on one root would each believe to be the only writer, and ports do not prevent that (on Linux two silos can
/// listen on the same one). The system frees it when the process dies, however it dies. Thread-safe.
/// </remarks>
public sealed class LogRoot : IDisposable
{
    private const string OwnFolder = ".logactors";

    private readonly IDisposable _lock;

    private LogRoot(string path, IDisposable held)
    {
        FullPath = path;
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

        string ownerPath = Path.Combine(own, "owner");
        bool skip = FaultPoint.Mutant("root-lock-skipped") || FaultPoint.Mutant("locks-skipped");
        IDisposable held = new LogStorage().TryLock(Path.Combine(own, skip ? $"lock-{Environment.ProcessId}" : "lock")) ?? throw new LogRootTakenException(root, ReadOwner(ownerPath));
        try
        {
            File.WriteAllText(ownerPath, owner);
            return new LogRoot(root, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The folder and name of a log file's segments, without date and ending.</summary>
    internal string StemOf(LogFileName name) => Path.Combine(FullPath, name.Value.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The folder of a log file's journals and lock; not among the logs. No name contains a tilde, so it is never in the way of another one's folder.</summary>
    internal string JournalFolderOf(LogFileName name) =>
        Path.Combine(FullPath, OwnFolder, "files", name.Value.Replace('/', Path.DirectorySeparatorChar) + "~");

    /// <summary>Frees the lock.</summary>
    public void Dispose() => _lock.Dispose();

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
}
