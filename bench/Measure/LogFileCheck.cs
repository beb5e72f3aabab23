namespace LogActors.Bench;

/// <summary>Looks whether all that was acknowledged is in a log file: a number of records that are not there is none.</summary>
internal static class LogFileCheck
{
    /// <exception cref="InvalidOperationException">The segments have another number of lines.</exception>
    public static void Verify(string directory, string logFile, long records)
    {
        long lines = Directory.GetFiles(directory, $"{logFile}-*.log").Sum(path => File.ReadLines(path).LongCount());
        if (lines != records)
        {
            throw new InvalidOperationException($"Log file '{logFile}' has {lines} lines, and {records} records were acknowledged.");
        }
    }
}
