namespace LogActors.Bench;

/// <summary>Memory in which the system can keep what a run writes, so that it need not get it from elsewhere while the run is measured.</summary>
/// <remarks>
/// A virtual machine gives back the memory that it has not used for a while, and asks its host for each page that it uses again. A run writes into nothing but such pages, since the run before has deleted its files:
/// that took a third of the processor time and was the same for every logger. A machine that has been writing logs for a while writes into pages that were log before. So is it here: a file of the
/// same size is written beforehand, and deleted as the clock starts.
/// </remarks>
internal sealed class PageMemory : IDisposable
{
    private readonly string _path;

    /// <summary>Takes the memory.</summary>
    /// <param name="directory">A folder on the disk that is measured.</param>
    /// <param name="bytes">At least what the run will write.</param>
    public PageMemory(string directory, long bytes)
    {
        _path = Path.Combine(directory, "memory");
        using FileStream file = new(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[1024 * 1024];
        for (long written = 0; written < bytes; written += block.Length)
        {
            file.Write(block);
        }
    }

    /// <summary>Lets go of the memory: the system has it, and nothing in it.</summary>
    public void Dispose() => File.Delete(_path);
}
