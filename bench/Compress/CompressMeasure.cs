using System.Diagnostics;
using System.Globalization;

namespace LogActors.Bench;

/// <summary>The child process: measures one run of one case and writes it to a file for its parent.</summary>
internal static class CompressMeasure
{
    public const string Name = "measure-compress";

    private const double MiB = 1024 * 1024;
    private const long WarmUpBytes = 16 * 1024 * 1024;

    public static async Task<int> RunAsync(string[] words)
    {
        if (words.Length != 5) throw new UsageException($"{Name} is for the bench itself.");
        CompressCase one = CompressCase.All.Single(one => one.Name == words[0]);
        int run = int.Parse(words[1], CultureInfo.InvariantCulture);
        return await ChildRun.AnswerAsync(words[4], async () =>
            one.Format == CompressionFormat.None ? await MeasureProgramAsync(one, run, words[2], words[3]) : Measure(one, run, words[2], words[3]));
    }

    private static CompressMeasurement Measure(CompressCase one, int run, string source, string folder)
    {
        using ProcessGroup self = ProcessGroup.WithSelf([]);
        WarmUp(one, folder);
        double before = self.PeakMemoryBytes() / MiB;
        LogStorage storage = new();
        using IStoredFile plain = storage.Open(source);
        using IStoredFile compressed = storage.Open(Path.Combine(folder, "compressed"));
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long length = SegmentCompressor.Compress(plain, compressed, one.Format, one.Level, CancellationToken.None);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        start = Stopwatch.GetTimestamp();

        // A number of what cannot be read back is none.
        if (CompressionCheck.Find(plain, compressed, one.Format, CancellationToken.None) is { } difference)
        {
            throw new InvalidOperationException(difference.What);
        }

        TimeSpan check = Stopwatch.GetElapsedTime(start);
        double text = plain.Length / MiB;
        double peak = self.PeakMemoryBytes() / MiB;
        return new CompressMeasurement(one.Name, text / elapsed.TotalSeconds, text / cpu.TotalSeconds, text * MiB / length, text / check.TotalSeconds, peak, peak - before, run);
    }

    // By then the runtime has compiled what it wanted to.
    private static void WarmUp(CompressCase one, string folder)
    {
        string path = Path.Combine(folder, "warm");
        LogText.EnsureFile(path, WarmUpBytes);
        LogStorage storage = new();
        using IStoredFile plain = storage.Open(path);
        using IStoredFile compressed = storage.Open(path + "-compressed");
        SegmentCompressor.Compress(plain, compressed, one.Format, one.Level, CancellationToken.None);
        CompressionCheck.Find(plain, compressed, one.Format, CancellationToken.None);
    }

    private static async Task<CompressMeasurement> MeasureProgramAsync(CompressCase one, int run, string source, string folder)
    {
        string path = Path.Combine(folder, "compressed");
        long start = Stopwatch.GetTimestamp();
        using Process program = Process.Start(CompressCase.Program, [$"-{one.Level}", "-q", source, "-o", path]);
        await program.WaitForExitAsync();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        if (program.ExitCode != 0)
        {
            throw new InvalidOperationException($"{CompressCase.Program} ended with {program.ExitCode}.");
        }

        long length = new FileInfo(source).Length;
        return new CompressMeasurement(one.Name, length / MiB / elapsed.TotalSeconds, 0, (double)length / new FileInfo(path).Length, 0, 0, 0, run);
    }
}
