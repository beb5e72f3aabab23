namespace LogActors;

/// <summary>What is behind a name of a folder.</summary>
internal enum FileKind
{
    /// <summary>Bytes that can be read and written.</summary>
    Regular,

    /// <summary>A symbolic link. On Windows also every other reparse point.</summary>
    Link,

    /// <summary>A folder, a pipe, a device.</summary>
    Other,
}
