namespace LogActors;

/// <summary>The file layer: everything that opens, writes or renames under the log root goes through it, and only here can it be made to fail in a test.</summary>
internal interface ILogStorage
{
    /// <summary>Opens a segment for writing, and creates it with its folders if it is not there.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    ISegmentFile OpenSegment(string path);
}
