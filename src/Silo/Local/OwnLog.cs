namespace LogActors;

/// <summary>What a local silo says of itself: <c>.logactors/silo.log</c> under its log root, which outlives the silo.</summary>
internal static class OwnLog
{
    private const int MaxBytesAtStart = 1024 * 1024;

    /// <summary>Opens the file at its end. One of more than 1 MiB is first renamed to <c>silo.log.1</c>, in place of an older one.</summary>
    /// <returns>The file; a writer to nowhere if it cannot be opened, since the log files matter more. The caller owns it.</returns>
    public static TextWriter Open(string root)
    {
        string path = Path.Combine(root, ".logactors", "silo.log");
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length > MaxBytesAtStart)
            {
                File.Move(path, $"{path}.1", overwrite: true);
            }

            return new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"LogActors silo: its own log '{path}' cannot be written: {exception.Message}");
            return TextWriter.Null;
        }
    }
}
