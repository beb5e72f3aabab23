using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace LogActors.Chaos;

/// <summary>Writes what one producer has asked for and been answered, as JSON lines, before and after each call.</summary>
/// <remarks>Each event is one write to the system, so that it survives the producer's own kill -9. Thread-safe.</remarks>
internal sealed class HistoryWriter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly string _tag;

    public HistoryWriter(string folder, string tag)
    {
        _tag = tag;
        _file = new FileStream(PathOf(folder, tag), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The clock of all histories: nanoseconds of the machine's monotonic clock, the same for every process.</summary>
    public static long Now() => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    public static string PathOf(string folder, string tag) => Path.Combine(folder, $"{tag}.history.jsonl");

    /// <summary>A call begins. Must have returned before it does.</summary>
    public void Invoke(int epoch, long first, int count) => Write($"\"ev\":\"invoke\",\"e\":{epoch},\"first\":{first},\"n\":{count}");

    /// <summary>A call was answered.</summary>
    public void Answer(int epoch, long first, int count, AppendReceipt receipt) => Write(
        $"\"ev\":\"{(receipt.Outcome == AppendOutcome.Appended ? "ok" : "fail")}\",\"e\":{epoch},\"first\":{first},\"n\":{count},\"last\":{receipt.LastSequence},\"lvl\":\"{(receipt.Level == AckLevel.Durable ? 'D' : 'W')}\",\"we\":{receipt.WriterEpoch},\"out\":\"{receipt.Outcome}\"");

    /// <summary>A call ended without an answer: what became of it is not known.</summary>
    public void Unknown(int epoch, long first, int count) => Write($"\"ev\":\"info\",\"e\":{epoch},\"first\":{first},\"n\":{count}");

    public void Dispose() => _file.Dispose();

    private void Write(FormattableString members)
    {
        lock (_gate)
        {
            _file.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"t\":{Now()},\"p\":\"{_tag}\",{members.ToString(CultureInfo.InvariantCulture)}}}\n")));
        }
    }
}
