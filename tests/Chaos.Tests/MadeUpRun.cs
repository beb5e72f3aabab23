using System.Text;

namespace LogActors.Chaos.Tests;

/// <summary>A log file and the histories of its producers, made by hand, in a temporary folder.</summary>
internal sealed class MadeUpRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chaos-test-").FullName;

    public List<long> Restarts { get; } = [];

    /// <summary>A producer that has sent the sequences up to <paramref name="sent"/> and was promised those up to <paramref name="acknowledged"/>.</summary>
    public MadeUpRun Producer(string tag, long sent, long acknowledged)
    {
        using HistoryWriter history = new(_folder, tag);
        if (acknowledged >= 0)
        {
            history.Invoke(0, 0, (int)acknowledged + 1);
            history.Answer(0, 0, (int)acknowledged + 1, Receipt(acknowledged));
        }

        if (sent > acknowledged)
        {
            history.Invoke(0, acknowledged + 1, (int)(sent - acknowledged));
            history.Unknown(0, acknowledged + 1, (int)(sent - acknowledged));
        }

        return this;
    }

    /// <summary>A producer with a history of its own making.</summary>
    public MadeUpRun Producer(string tag, Action<HistoryWriter> write)
    {
        using HistoryWriter history = new(_folder, tag);
        write(history);
        return this;
    }

    public MadeUpRun Segment(string name, params string[] lines) => Bytes(name, Encoding.UTF8.GetBytes(string.Concat(lines)));

    /// <summary>A segment that has been compressed, in the format that its name says.</summary>
    public MadeUpRun Compressed(string name, params string[] lines)
    {
        LogStorage storage = new();
        Bytes("plain", Encoding.UTF8.GetBytes(string.Concat(lines)));
        using IStoredFile plain = storage.Open(Path.Combine(_folder, "plain"));
        using IStoredFile compressed = storage.Open(Path.Combine(_folder, name));
        SegmentCompressor.Compress(plain, compressed, CompressedNaming.Parse(name).Format, level: 1, CancellationToken.None);
        return this;
    }

    public MadeUpRun Bytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_folder, name), bytes);
        return this;
    }

    public CheckResult Check(AckLevel level = AckLevel.Written, int backupCount = 0) => FileChecker.Check(_folder, "chaos", _folder, level, Restarts, backupCount);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static AppendReceipt Receipt(long last, AppendOutcome outcome = AppendOutcome.Appended, AckLevel level = AckLevel.Written, long writerEpoch = 1) =>
        new() { Outcome = outcome, LastSequence = last, Level = level, WriterEpoch = writerEpoch };

    /// <summary>The whole lines of a producer's records from one sequence to another.</summary>
    public static string Records(string tag, long first, long last) =>
        string.Concat(Enumerable.Range(0, (int)(last - first + 1)).Select(i => Line(ChaosRecord.Category, ChaosRecord.Text(tag, first + i))));

    public static string Line(string category, string message) => $"2026-11-24T10:11:12.1234567Z [Information] {category} {message}\n";
}
