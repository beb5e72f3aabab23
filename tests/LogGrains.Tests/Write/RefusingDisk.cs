namespace LogActors.Tests;

/// <summary>A disk that does not rename, delete or look at files when it is told not to.</summary>
internal sealed class RefusingDisk(ILogStorage? disk = null) : PassingDisk(disk)
{
    /// <summary>Whether, and how, renaming fails from now on.</summary>
    public Exception? RenameError { get; set; }

    /// <summary>What happens just before a file gets a name, with the path of that.</summary>
    public Action<string>? BeforeRename { get; set; }

    /// <summary>Whether, and how, deleting a segment fails from now on.</summary>
    public Exception? DeleteError { get; set; }

    /// <summary>Whether, and how, looking at what is behind a path fails from now on.</summary>
    public Exception? IdentifyError { get; set; }

    public override bool TryRename(string from, string to)
    {
        if (RenameError is { } error)
        {
            throw error;
        }

        BeforeRename?.Invoke(to);
        return base.TryRename(from, to);
    }

    public override FileIdentity? Identify(string path) => IdentifyError is { } error ? throw error : base.Identify(path);

    public override void Delete(string path)
    {
        if (IsSegment(path) && DeleteError is { } error)
        {
            throw error;
        }

        base.Delete(path);
    }
}
