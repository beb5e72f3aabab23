namespace LogActors;

/// <summary>A file that is locked for this process, until disposal.</summary>
internal interface IFileLock : IDisposable
{
    /// <summary>Which file that is, wherever its name leads by now.</summary>
    FileIdentity Identity { get; }
}
