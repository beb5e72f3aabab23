namespace LogActors;

/// <summary>The file layer: everything that opens, writes, syncs, locks or deletes under the log root goes through it, and only here can it be made to fail in a test.</summary>
/// <remarks>Thread-safe. Every method throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the system refuses.</remarks>
internal interface ILogStorage
{
    /// <summary>Opens a file for reading and writing, and creates it if it is not there. Its folder must exist.</summary>
    IStoredFile Open(string path);

    /// <summary>Makes a file for reading and writing, in the place of what has its name, with the owner, the group and the rights of another as far as the system lets it.</summary>
    /// <remarks>At no moment does it give anybody a right that the other does not give. On Windows it has those of its folder.</remarks>
    IStoredFile CreateLike(string path, string other);

    /// <summary>Opens a file that is there for reading and writing; <see langword="null"/> if there is none.</summary>
    IStoredFile? TryOpen(string path);

    /// <summary>The names of the files in a folder, links included, in no order; empty if there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Creates a folder and those above it, and makes those it created survive a power loss.</summary>
    void CreateFolder(string path);

    /// <summary>Deletes a file. Does nothing if it is not there.</summary>
    void Delete(string path);

    /// <summary>Moves a file to another name of the same folder, if that name is free. A power loss before <see cref="SyncFolder"/> may undo it.</summary>
    /// <returns><see langword="false"/> if there is something of that name, be it a link to nowhere; nothing has changed then.</returns>
    bool TryRename(string from, string to);

    /// <summary>Moves a file to another name of the same folder, in the place of the file that has it, if there is one, and in one step. A power loss before <see cref="SyncFolder"/> may undo it.</summary>
    void Replace(string from, string to);

    /// <summary>Which file is behind a path, and what the system says of it; of a link, the link itself. <see langword="null"/> if there is nothing.</summary>
    FileIdentity? Identify(string path);

    /// <summary>Makes the names that were created, moved and deleted in a folder survive a power loss. Does nothing on Windows, where a file's own sync does it.</summary>
    void SyncFolder(string path);

    /// <summary>Locks a file for this process, creating it if it is not there; freed by disposal, and by the system when the process dies.</summary>
    /// <returns><see langword="null"/> if somebody else has it locked, be it another writer of this process.</returns>
    IFileLock? TryLock(string path);
}
