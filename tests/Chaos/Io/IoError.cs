namespace LogActors.Chaos;

/// <summary>How a call fails: the error number on Linux, which .NET hands on as the exception's <see cref="Exception.HResult"/>.</summary>
internal enum IoError
{
    EIO = 5,
    EMFILE = 24,
    ENOSPC = 28,
    EROFS = 30,
    EDQUOT = 122,

    /// <summary>A write that stops in the middle, because the disk is full.</summary>
    Short = -28,
}
