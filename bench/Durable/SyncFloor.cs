using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace LogActors.Bench;

/// <summary>What the file system allows: one thread that writes a batch's lines to the end of a file and syncs it, again and again.</summary>
internal static class SyncFloor
{
    /// <returns>How long each took, sorted, in ticks of <see cref="Stopwatch"/>.</returns>
    public static long[] Run(string path, byte[] lines, TimeSpan duration)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        List<long> latencies = [];
        long offset = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            long begin = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, lines, offset);
            NativeFile.Sync(file);
            offset += lines.Length;
            latencies.Add(Stopwatch.GetTimestamp() - begin);
        }

        return [.. latencies.Order()];
    }
}
